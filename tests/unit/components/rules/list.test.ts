import { describe, expect, test } from "vitest";
import { chooseRules, type RuleChoice } from "#components/rules/choose-rules.ts";
import { type SearchableRule, toListed, toRow } from "#components/rules/listed-rule.ts";
import { chooseStartingPoints, STARTING_POINTS } from "#components/rules/starting-points.ts";
import { ACCESS_REQUEST_EVENTS } from "#lib/domain/rule/access-request.ts";
import { catalogueWith, EVENT_CATALOGUE } from "#lib/domain/rule/event-catalogue.ts";
import type { RuleView } from "#lib/domain/rule/rule.ts";
import { draftRuleSchema } from "#lib/domain/rule/rule-schema.ts";
import { matchInWords, valueInWords } from "#lib/domain/rule/words.ts";
import { someRule } from "../../../support/rules.ts";

const view = (change: Partial<RuleView>): RuleView => ({
  ...someRule(),
  disabledReason: null,
  lastError: null,
  lastErrorAt: null,
  version: 1,
  createdAt: 1,
  updatedAt: 1,
  ...change,
});

const channels = [
  { id: "chn_1", name: "Jira" },
  { id: "chn_2", name: "Pager" },
];
const beside = { rules: [], channels };
const matched = new Map([["b", 7]]);
const muted = new Map([["a", 1_000]]);
const all: SearchableRule[] = [
  view({ id: "a", name: "Night", enabled: false, channels: ["chn_2"] }),
  view({ id: "b", name: "all alerts" }),
  view({
    id: "c",
    name: "Disks",
    events: ["disk_full", "disk_slow", "disk_gone"],
    filters: {
      match: "all",
      conditions: [{ field: "alert_title", operator: "contains", value: `${"long ".repeat(20)}Volume` }],
    },
    description: "Of the data centre.",
    channels: ["chn_1"],
    lastError: "x",
    lastErrorAt: 1,
  }),
  view({ id: "d", name: "Orphan", enabled: false, channels: [], disabledReason: "last_channel_deleted" }),
].map((rule) => toListed(rule, { channels, matched, muted }));

describe("the list", () => {
  const choice: RuleChoice = { q: "", status: "", channelId: "", sort: { by: "name", descending: false } };

  test.each<[string, Partial<RuleChoice>, string]>([
    ["everything by name", {}, "bcad"],
    ["by name, descending", { sort: { by: "name", descending: true } }, "dacb"],
    ["a name, ignoring case", { q: " NIGHT " }, "a"],
    ["a condition", { q: "disk_full" }, "c"],
    ["an event that the sentence leaves out", { q: "disk_gone" }, "c"],
    ["a value that the sentence cuts", { q: "volume" }, "c"],
    ["a description", { q: "data centre" }, "c"],
    ["the enabled ones", { status: "enabled" }, "bc"],
    ["the disabled ones", { status: "disabled" }, "ad"],
    ["those that need attention", { status: "attention" }, "cd"],
    ["those that send to a channel, including those that send to all", { channelId: "chn_1" }, "bc"],
    ["by the number of matches", { sort: { by: "matched", descending: true } }, "bcad"],
    ["by status, attention first", { sort: { by: "status", descending: false } }, "cdab"],
    ["by name if the column is unknown", { sort: { by: "x", descending: false } }, "bcad"],
  ])("%s", (_, change, ids) => {
    const chosen = chooseRules(all, { ...choice, ...change });
    expect(chosen.map(({ id }) => id).join("")).toBe(ids);
  });

  test("a row shows the channels, the conditions and how often the rule matched", () => {
    expect(all[1]).toMatchObject({
      channels: "all",
      conditions: "Every event but Tocsin's own",
      matchedLastDay: 7,
    });
    expect(all[2]).toMatchObject({
      channels: [{ id: "chn_1", name: "Jira" }],
      conditions: expect.stringMatching(/^disk_full or 2 more, and alert_title contains long/),
    });
  });

  test("a row says which other rule makes it superfluous, and for which channels", () => {
    const rules = [
      view({ id: "a", name: "All alerts" }),
      view({ id: "b", name: "Disks", events: ["disk_full"] }),
      view({ id: "c", name: "To Jira", channels: ["chn_1"], setPriority: "Low" }),
      view({ id: "d", name: "Also to Jira", channels: ["chn_1"] }),
      view({ id: "e", name: "Disabled", enabled: false }),
      view({ id: "f", name: "Resolves by the clock", autoResolveMinutes: 5 }),
    ];
    const rows = rules.map((rule) =>
      toRow(toListed(rule, { channels, matched, muted }), { rules, channels }),
    );
    expect(rows.map(({ addsNothing }) => addsNothing)).toEqual([
      [{ by: { id: "c", name: "To Jira" }, channels: ["Jira"] }],
      [
        { by: { id: "c", name: "To Jira" }, channels: ["Jira"] },
        { by: { id: "a", name: "All alerts" }, channels: ["Pager"] },
      ],
      [],
      [{ by: { id: "c", name: "To Jira" }, channels: ["Jira"] }],
      [],
      [],
    ]);
  });

  test("the searched text stays on the server", () => {
    expect(all.map((row) => toRow(row, beside)).filter((row) => "searched" in row)).toEqual([]);
  });
});

describe("in words", () => {
  const category = { field: "category", operator: "exists", value: null } as const;
  const late = { field: "occurred_at", operator: "greater_than", value: "2026-11-24T06:22:48.000Z" } as const;
  const free = { field: "details.free", operator: "less_than", value: 5 } as const;
  test.each<[Partial<RuleView>, string]>([
    [{}, "Every event but Tocsin's own"],
    [{ events: ["a"] }, "a"],
    [{ events: ["a", "b"] }, "a or b"],
    [{ events: ["a", "b", "c"] }, "a or 2 more"],
    [
      { filters: { match: "all", conditions: [category, free] } },
      "category exists and details.free is less than 5",
    ],
    [
      { events: ["a"], filters: { match: "any", conditions: [late, category] } },
      "a, and occurred_at is after 2026-11-24T06:22:48.000Z or category exists",
    ],
    [{ expression: "true" }, "Its expression is true"],
    [{ expression: "true", events: ["user_create"] }, "user_create, and its expression is true"],
  ])("%j", (rule, words) => {
    expect(matchInWords(view(rule))).toBe(words);
  });

  test.each([
    [undefined, "missing"],
    ["", "empty"],
    [5, "5"],
    [["a", "b"], "a, b"],
    [{ a: 1 }, '{"a":1}'],
    ["🔔".repeat(61), `${"🔔".repeat(59)}…`],
  ])("the value %j", (value, words) => {
    expect(valueInWords(value)).toBe(words);
  });
});

describe("starting points", () => {
  test.each([
    ["alerts", "", 5],
    ["alerts", "HIGH", 1],
    ["insights", "", 1],
    ["insights", "high", 0],
  ] as const)("%s with the search %j: %i", (tab, search, count) => {
    expect(chooseStartingPoints(tab, search)).toHaveLength(count);
  });

  test("give the form valid settings, except for values still to be entered", () => {
    for (const { values } of STARTING_POINTS) {
      const faults = draftRuleSchema.safeParse(values).error?.issues ?? [];
      expect(faults.every(({ message }) => message === "Value is required.")).toBe(true);
    }
  });
});

describe("the catalogue of events", () => {
  const names = EVENT_CATALOGUE.flatMap(({ events }) => events);

  test("names each event once, and no Access Request event", () => {
    expect(new Set(names).size).toBe(names.length);
    expect(names.length).toBeGreaterThan(250);
    expect(names.filter((name) => ACCESS_REQUEST_EVENTS.some((event) => event === name))).toEqual([]);
  });

  test("begins with the events that it does not know", () => {
    const [first, second] = catalogueWith(["zebra", "user_create", "disk_full", "zebra"]);
    expect(first).toEqual({ label: "Seen here", events: ["disk_full", "zebra"] });
    expect(second).toBe(EVENT_CATALOGUE[0]);
    expect(catalogueWith(["user_create"])).toEqual(EVENT_CATALOGUE);
    expect(catalogueWith(["zebra"], ["apple", "user_create"])[0]?.events).toEqual(["apple", "zebra"]);
  });

  test("does not offer a received Access Request event, but keeps a picked one, so that it can be removed", () => {
    const [event] = ACCESS_REQUEST_EVENTS;
    expect(catalogueWith([event])).toEqual(EVENT_CATALOGUE);
    expect(catalogueWith([event], [event])[0]?.events).toEqual([event]);
  });
});
