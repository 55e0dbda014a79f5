import { describe, expect, test } from "vitest";
import { chooseChannels } from "#components/channels/choose-channels.ts";
import type { ListedChannel } from "#components/channels/listed-channel.ts";
import { summary } from "#components/channels/many-result.ts";
import { toListed } from "#components/channels/to-listed.ts";
import { tailOf } from "#components/channels/url-tail.ts";
import { leftWithNone } from "#components/channels/used-by-rules.tsx";
import { sortOf } from "#components/list/href.ts";
import { PAGE_SIZE, pageOf } from "#components/list/page-of.ts";
import type { ChannelListRow } from "#lib/domain/channel/channel.ts";
import { formatDescriptions } from "#lib/domain/format/formats.ts";
import { ACCESS_REQUEST_EVENTS } from "#lib/domain/rule/access-request.ts";

const listed = (name: string, more: Partial<ListedChannel> = {}): ListedChannel => ({
  id: `chn_${name}`,
  name,
  url: `https://${name.toLowerCase()}.example.com/{{TOKEN}}`,
  authentication: "none",
  enabled: true,
  disabledReason: null,
  health: more.enabled === false ? "disabled" : "healthy",
  refusal: null,
  certificateChanged: false,
  lastDelivery: null,
  pendingDeliveries: 0,
  rules: [],
  accessRequestEvents: 0,
  ...more,
});

const all = [
  listed("Jira", { authentication: "token", lastDelivery: { state: "delivered", at: 30 } }),
  listed("channel 10", { enabled: false, lastDelivery: { state: "failed", at: 10 } }),
  listed("channel 9", { format: "ntfy", authentication: "basic", certificateChanged: true }),
  listed("Slack", { enabled: false, disabledReason: "It answered 410 Gone." }),
];

describe("the list as the address bar asks", () => {
  test.each([
    ["by default by name, with numbers as numbers", {}, ["channel 9", "channel 10", "Jira", "Slack"]],
    ["by name, descending", { sort: "-name" }, ["Slack", "Jira", "channel 10", "channel 9"]],
    ["by format", { sort: "-format" }, ["channel 9", "channel 10", "Jira", "Slack"]],
    ["by authentication", { sort: "authentication" }, ["channel 10", "Slack", "channel 9", "Jira"]],
    ["the newest delivery first", { sort: "-last" }, ["Jira", "channel 10", "channel 9", "Slack"]],
    ["the oldest delivery first", { sort: "last" }, ["channel 10", "Jira", "channel 9", "Slack"]],
    ["channels that need attention first", { sort: "status" }, ["channel 9", "Slack", "channel 10", "Jira"]],
    ["by name if the order is unknown", { sort: "secret" }, ["channel 9", "channel 10", "Jira", "Slack"]],
    ["enabled", { status: "enabled" }, ["channel 9", "Jira"]],
    ["disabled", { status: "disabled" }, ["channel 10", "Slack"]],
    ["a certificate to decide on", { status: "certificate" }, ["channel 9"]],
    ["a name, ignoring case", { q: " JIRA " }, ["Jira"]],
    ["a format", { q: "ntfy" }, ["channel 9"]],
    ["a part of the URL as shown", { q: "slack.example.com/{{token}}" }, ["Slack"]],
    ["no match", { q: "nope" }, []],
  ])("%s", (_, params: { q?: string; status?: string; sort?: string }, names) => {
    const { q = "", status = "" } = params;
    const chosen = chooseChannels(all, { q, status, sort: sortOf(params, "name") });
    expect(chosen.map(({ name }) => name)).toEqual(names);
  });
});

test("each health is a filter; by status, refusing comes before failing, and both before disabled by an admin", () => {
  const rows = [...all, listed("Pager", { health: "failing" }), listed("Old", { health: "refusing" })];
  const chosen = (status: string, by: string) =>
    chooseChannels(rows, { q: "", status, sort: { by, descending: false } }).map(({ name }) => name);
  expect(chosen("failing", "name")).toEqual(["Pager"]);
  expect(chosen("refusing", "name")).toEqual(["Old"]);
  expect(chosen("healthy", "name")).toEqual(["channel 9", "Jira"]);
  expect(chosen("enabled", "name")).toEqual(["channel 9", "Jira", "Old", "Pager"]);
  expect(chosen("", "status")).toEqual(["channel 9", "Slack", "Old", "Pager", "channel 10", "Jira"]);
});

describe("pages", () => {
  const rows = Array.from({ length: 2 * PAGE_SIZE + 20 }, (_, index) => index);
  test.each([
    [undefined, 0, "1–50 of 120", null, "?q=a&after=50"],
    ["50", 50, "51–100 of 120", "?q=a", "?q=a&after=100"],
    ["100", 100, "101–120 of 120", "?q=a&after=50", null],
    ["77", 50, "51–100 of 120", "?q=a", "?q=a&after=100"],
    ["9999", 100, "101–120 of 120", "?q=a&after=50", null],
    ["-3", 0, "1–50 of 120", null, "?q=a&after=50"],
    ["x", 0, "1–50 of 120", null, "?q=a&after=50"],
  ])("after=%s", (after, first, text, previousHref, nextHref) => {
    const page = pageOf(rows, { q: "a", after });
    expect(page.rows[0]).toBe(first);
    expect(page).toMatchObject({ summary: text, previousHref, nextHref });
  });

  test.each([
    [PAGE_SIZE, "0", null, null],
    [PAGE_SIZE + 1, "0", null, "?after=50"],
    [PAGE_SIZE + 1, "50", "?", null],
    [2 * PAGE_SIZE, "50", "?", null],
    [2 * PAGE_SIZE + 1, "50", "?", "?after=100"],
  ])(
    "of %i rows, from %s: a single remaining row gets its own page",
    (count, after, previousHref, nextHref) => {
      const some = Array.from({ length: count }, (_, index) => index);
      expect(pageOf(some, { after })).toMatchObject({ previousHref, nextHref });
    },
  );

  test("one page has neither links nor a summary", () => {
    const expected = { rows: [1, 2], summary: null, previousHref: null, nextHref: null };
    expect(pageOf([1, 2], { after: "50" })).toEqual(expected);
    expect(pageOf([], {}).rows).toEqual([]);
  });
});

test("a row names the rules that send to the channel, and shows no headers", () => {
  const row: ChannelListRow = {
    id: "chn_1",
    name: "Jira",
    enabled: true,
    disabledReason: null,
    health: "healthy",
    failingSince: null,
    refusingSince: null,
    refusal: null,
    onlyFailuresSince: null,
    heldUntil: null,
    url: "https://jira.example.com",
    verifySsl: true,
    urlSecrets: [],
    auth: { type: "basic", username: "ada" },
    headers: [{ name: "X-Team", value: "ops", sensitive: false }],
    format: { type: "telegram", fields: { chat_id: "-100" }, secrets: [] },
    retrySchedule: [5],
    maxInFlight: 16,
    autoDisable: true,
    certificate: { pinned: "AA", offered: "BB" },
    previousSecretUntil: null,
    version: 1,
    createdAt: 1,
    updatedAt: 1,
    lastDelivery: null,
    pendingDeliveries: 2,
  };
  const rules = [
    { id: "rul_1", name: "All alerts", enabled: true, channels: "all" as const },
    { id: "rul_2", name: "Night shift", enabled: false, channels: ["chn_1", "chn_2"] },
    { id: "rul_3", name: "Others", enabled: true, channels: ["chn_2"] },
  ];
  const selected = { channel_id: "chn_1", events: [...ACCESS_REQUEST_EVENTS.slice(0, 2)] };
  const shown = toListed(row, rules, { channels: [selected] }, new Map([["chn_1", 1]]));
  expect(shown).toMatchObject({
    format: formatDescriptions.telegram.label,
    authentication: "basic",
    certificateChanged: true,
    rules: [
      { id: "rul_1", name: "All alerts", enabled: true, named: null },
      { id: "rul_2", name: "Night shift", enabled: false, named: 2 },
    ],
    accessRequestEvents: 2,
    mutedUntil: 1,
  });
  expect(JSON.stringify(shown)).not.toMatch(/ops|ada|-100/);
});

test("a rule without another channel is left with none, unless it is disabled or sends to all", () => {
  const toAll = { id: "rul_1", name: "All alerts", enabled: true, named: null };
  const toOne = { id: "rul_2", name: "Critical", enabled: true, named: 1 };
  const toTwo = { id: "rul_3", name: "Night shift", enabled: true, named: 2 };
  const off = { id: "rul_4", name: "Off", enabled: false, named: 1 };
  expect(leftWithNone([toAll, toOne, toTwo, off])).toEqual(["Critical"]);
  expect(leftWithNone([toAll, toTwo, toAll, toTwo])).toEqual(["Night shift"]);
  const namesake = { ...toOne, id: "rul_5" };
  expect(leftWithNone([toOne, namesake])).toEqual(["Critical", "Critical"]);
  expect(leftWithNone([toTwo, { ...toTwo, id: "rul_5" }])).toEqual([]);
});

test.each([
  [["a"], [{ id: "a", name: "Jira" }], "Jira is deleted"],
  [[], [{ id: "a", name: "Jira" }], "Jira is not deleted"],
  [["a", "b"], all.slice(0, 2), "2 webhooks are deleted"],
  [["a"], all.slice(0, 3), "1 of 3 webhooks are deleted"],
])("one sentence sums up a change to several channels", (done, channels, sentence) => {
  expect(summary(done, channels, "deleted")).toBe(sentence);
});

test.each([
  ["https://example.com/hook/{{TOKEN}}?team=ops", "{{TOKEN}}?team=ops"],
  ["https://example.com/{{TOKEN}}/and/a/long/way/on", "/on"],
  ["https://example.com/hook/{{A}}", "/{{A}}"],
  ["https://example.com/hook/{{A_VERY_LONG_REPLACEMENT_VALUE}}?a=1", "?a=1"],
  ["https://example.com/plain/hook", "/hook"],
  ["https://example.com/plain/a-long-last-segment", "last-segment"],
  ["http://127.0.0.1:44147/hook", ""],
  ["https://example.com", ""],
])("%s is cut before %s", (url, end) => {
  expect(url.slice(Math.max(0, url.length - tailOf(url)))).toBe(end);
});
