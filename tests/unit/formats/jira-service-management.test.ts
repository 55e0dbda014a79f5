import { describe, expect, test } from "vitest";
import type { AlertStatus, Payload, Priority } from "#lib/domain/alert/alert.ts";
import { jiraServiceManagementDescription } from "#lib/domain/format/jira-service-management.ts";
import { masked, requestOf, templateOf } from "#lib/formats/request.ts";
import { bodyFor, resolved } from "./event.ts";
import { eventOf } from "./hostile.ts";

const bodyOf = (changes: Partial<Payload>) => bodyFor("jira_service_management", changes);

const channel = {
  url: "https://api.atlassian.com/jsm/ops/integration/v2/alerts",
  urlSecrets: [],
  auth: { type: "none" as const },
  headers: [],
  format: { type: "jira_service_management" as const, fields: {}, secrets: ["api_key"] },
};

/** The request for an alert, as it is shown. */
function requestFor(changes: Partial<Payload>, url = channel.url) {
  const template = templateOf({ ...channel, url }, masked);
  const event = eventOf({ ...resolved, ...changes });
  return requestOf(template, {
    eventId: "evt_1",
    body: template.body(event),
    path: template.path(event),
    hops: 0,
    timestamp: 0,
  });
}

test("an open alert creates one", () => {
  expect(bodyOf({ status: "Open", source_id: "db-1" })).toEqual({
    message: "Disk ‹full> @channel",
    alias: "disk-1",
    description: "It grows by *2 %*.\n- see https://wiki.example/disk_full & do_it",
    tags: ["Storage"],
    details: {
      tocsin_url: "https://tocsin.example.com/alerts/disk-1",
      alert_id: "disk-1",
      source_type: "host",
      source_url: "https://mon.example/(db)?a=1&b=2",
    },
    entity: "db-1",
    source: "Monitoring",
    priority: "P2",
  });
});

test.each<[AlertStatus, string]>([
  ["Open", ""],
  ["Acknowledged", "/disk-1/acknowledge?identifierType=alias"],
  ["Resolved", "/disk-1/close?identifierType=alias"],
  ["Auto-Resolved", "/disk-1/close?identifierType=alias"],
])("%s goes to …/alerts%s", (status, path) => {
  expect(requestFor({ status }).url).toBe(`${channel.url}${path}`);
});

test("a change says who made it, and why", () => {
  expect(bodyOf({ initiated_by: "Ada <b>", event_description: "Disk replaced." })).toEqual({
    user: "Ada ‹b>",
    note: "Disk replaced.",
    source: "Tocsin",
  });
  expect(bodyOf({})).toEqual({ note: "Resolved in Tocsin.", source: "Tocsin" });
});

test.each(["a/b", "a b", "..\\x", "ü", "a?b#c", "%2e%2e"])(
  "an id that a path could not carry (%s) has a hash as its alias, from beginning to end",
  (alert_id) => {
    const { alias } = bodyOf({ status: "Open", alert_id });
    expect(alias).toMatch(/^sha256:[\da-f]{64}$/);
    expect(requestFor({ alert_id }).url).toBe(
      `${channel.url}/${encodeURIComponent(alias)}/close?identifierType=alias`,
    );
  },
);

test("the alias goes between the URL's path and its query", () => {
  expect(requestFor({}, `${channel.url}/?team=a&key={{KEY}}`).url).toBe(
    `${channel.url}/disk-1/close?identifierType=alias&team=a&key={{KEY}}`,
  );
});

test("the key is sent as GenieKey, and never shown", () => {
  expect(requestFor({}).headers).toMatchObject({ authorization: "GenieKey ••••" });
  const sent = templateOf(channel, (name) => (name === "format:api_key" ? "k3y" : null));
  expect(sent.headers).toMatchObject({ authorization: "GenieKey k3y" });
});

test.each<[Priority, string]>([
  ["Critical", "P1"],
  ["High", "P2"],
  ["Medium", "P3"],
  ["Low", "P4"],
])("priority %s is %s", (priority, expected) => {
  expect(bodyOf({ status: "Open", priority }).priority).toBe(expected);
});

describe("cut to what Jira Service Management takes", () => {
  test("a title at 130 characters", () => {
    expect(bodyOf({ status: "Open", alert_title: "x".repeat(200) }).message).toBe(`${"x".repeat(129)}…`);
  });

  test("properties at 8,000 characters in all, the first whole", () => {
    const { details } = bodyOf({ status: "Open", event_description: "x".repeat(10_000) });
    expect(Object.entries(details).flat().join("")).toHaveLength(8_000);
    expect(details).toMatchObject({ alert_id: "disk-1", event_description: expect.stringMatching(/x…$/) });
  });
});

test("details are properties, but replace none of Tocsin's own", () => {
  const details = {
    0: "x".repeat(9_000),
    tocsin_url: "https://evil.example",
    alert_id: "other",
    region: "eu-1",
  };
  const event = { ...eventOf({ ...resolved, status: "Open" }), details: () => details };
  const body = JSON.parse(templateOf(channel, masked).body(event));
  expect(body.details).toMatchObject({
    tocsin_url: "https://tocsin.example.com/alerts/disk-1",
    alert_id: "disk-1",
    0: expect.stringMatching(/x…$/),
  });
  expect(body.details).not.toHaveProperty("region");
});

test.each([
  ["https://api.atlassian.com/jsm/ops/integration/v2/alerts", []],
  ["https://api.opsgenie.com/v2/alerts", []],
  ["https://api.eu.opsgenie.com/v2/alerts", []],
  ["https://api.opsgenie.com/v1/alerts", null],
  ["https://example.atlassian.net/", null],
])("%s: %j", (url, own) => {
  expect(jiraServiceManagementDescription.ownUrl(new URL(url))).toEqual(own);
});
