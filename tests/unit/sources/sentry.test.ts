import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { AppError } from "#lib/domain/errors.ts";
import { alertOf, alertsOf, mapPost, missingIn, payload, refusalOf } from "./mapped.ts";

const triggered = JSON.parse(payload("sentry-issue-alert"));
const resource = (name: string) => ({ headers: { "sentry-hook-resource": name } });

const issue = {
  action: "created",
  actor: { type: "user", id: 7, name: "Ada" },
  data: {
    issue: {
      id: "1170820242",
      shortId: "WEB-7",
      title: "TypeError: total is undefined",
      culprit: "?(pay)",
      level: "fatal",
      metadata: { value: "total is undefined" },
      project: { id: "1", name: "web", slug: "web" },
      web_url: "https://sentry.example.net/organizations/acme/issues/1170820242/",
      lastSeen: "2026-11-28T09:06:17.403000Z",
    },
  },
};

const metric = {
  action: "critical",
  data: {
    metric_alert: {
      id: "4",
      title: "Too many errors",
      alert_rule: { name: "Too many errors" },
      projects: ["web"],
      date_started: "2026-11-28T09:00:00Z",
      date_closed: "2026-11-28T09:30:00Z",
    },
    description_text: "1000 events in the last 10 minutes",
    description_title: "Critical: Too many errors",
    web_url: "https://sentry.example.net/organizations/acme/alerts/rules/details/4/",
  },
};

test("an issue alert", () => {
  expect(alertOf("sentry", triggered, resource("event_alert"))).toEqual({
    alert_id: "sentry:ns:1170820242",
    alert_title: "TypeError: total is undefined",
    description: "total is undefined",
    priority: "High",
    category: "High volume errors",
    source_id: "1",
    source_name: "?(pay)",
    source_type: "sentry",
    source_url:
      "https://sentry.example.net/organizations/acme/issues/1170820242/events/e4874d664c3540c1a32eab185f12c5ab/",
    occurred_at: "2026-11-28T09:06:17.403Z",
    details: triggered,
  });
});

describe("an issue", () => {
  test.each([
    ["created", undefined],
    ["unresolved", undefined],
    ["resolved", "Resolved"],
    ["archived", "Resolved"],
    ["ignored", "Resolved"],
  ])("%s has the id of its issue alert", (action, status) => {
    const alert = alertOf("sentry", { ...issue, action }, resource("issue"));
    expect(alert).toMatchObject({
      alert_id: "sentry:ns:1170820242",
      priority: "Critical",
      source_name: "web",
      initiated_by: "Ada",
    });
    expect(alert.status).toBe(status);
  });

  test("assigned makes no alert", () => {
    expect(alertsOf("sentry", { ...issue, action: "assigned" }, resource("issue"))).toEqual([]);
  });
});

describe("a metric alert", () => {
  test.each([
    ["critical", undefined, "Critical", "2026-11-28T09:00:00.000Z"],
    ["warning", undefined, "Medium", "2026-11-28T09:00:00.000Z"],
    ["resolved", "Resolved", undefined, "2026-11-28T09:30:00.000Z"],
  ])("%s", (action, status, priority, occurred_at) => {
    const alert = alertOf("sentry", { ...metric, action }, resource("metric_alert"));
    expect(alert).toMatchObject({
      alert_id: "sentry:ns:metric 4",
      alert_title: "Too many errors",
      description: "1000 events in the last 10 minutes",
      source_name: "web",
      occurred_at,
    });
    expect([alert.status, alert.priority]).toEqual([status, priority]);
  });
});

test("without its header, a post is known by its data", () => {
  expect(alertOf("sentry", metric).alert_id).toBe("sentry:ns:metric 4");
});

test("a sample event is the test message", () => {
  const event = { ...triggered.data.event, tags: [["sample_event", "yes"]] };
  expect(alertOf("sentry", { ...triggered, data: { ...triggered.data, event } })).toMatchObject({
    alert_id: "sentry:ns:test",
    priority: "Low",
  });
});

test.each(["installation", "comment", "seer"])("%s makes no alert", (name) => {
  expect(alertsOf("sentry", { action: "created", data: {} }, resource(name))).toEqual([]);
});

describe("the signature", () => {
  const text = JSON.stringify(triggered);
  const secret = "client-secret";
  const sign = (body: string, by: string) => createHmac("sha256", by).update(body).digest("hex");
  const mapWith = (signature: string | null) =>
    mapPost("sentry", text, {
      secret,
      headers: signature === null ? {} : { "sentry-hook-signature": signature },
    });

  test("of the secret is accepted", () => {
    expect(mapWith(sign(text, secret)).kind).toBe("alerts");
  });

  test.each([
    ["is missing", null],
    ["is empty", ""],
    ["is of another secret", sign(text, "other")],
    ["is of another body", sign(`${text} `, secret)],
    ["is cut off", sign(text, secret).slice(0, -1)],
  ])("that %s is refused", (_, signature) => {
    expect(() => mapWith(signature)).toThrow(AppError);
    expect(() => mapWith(signature)).toThrow(/Sentry-Hook-Signature/);
  });
});

describe("refused", () => {
  test.each([[{}], [{ action: "created" }], [{ data: {} }], [[triggered]], [{ version: "4", alerts: [] }]])(
    "%j",
    (body) => {
      expect(refusalOf("sentry", body).message).toContain("action and data");
    },
  );

  test("half an event", () => {
    const half = { action: "triggered", data: { event: { level: "error" } } };
    expect(missingIn("sentry", half)).toEqual(["data.event.title", "data.event.issue_id"]);
  });
});
