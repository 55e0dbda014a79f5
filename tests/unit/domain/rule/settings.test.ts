import { describe, expect, test } from "vitest";
import { STATUSES } from "#lib/domain/alert/alert.ts";
import { issuesOf } from "#lib/domain/issues.ts";
import { ACCESS_REQUEST_EVENTS } from "#lib/domain/rule/access-request.ts";
import { draftRuleSchema, newRuleSchema, ruleSettingsSchema } from "#lib/domain/rule/rule-schema.ts";
import { settingsOf, toRule } from "#lib/domain/rule/settings.ts";

const least = { name: "Night shift", channels: "all" };
const parse = (more: object) => newRuleSchema.safeParse({ ...least, ...more });
const issues = (more: object) => {
  const parsed = parse(more);
  return parsed.success ? [] : issuesOf(parsed.error);
};
const withCondition = (condition: unknown) => ({ filters: { conditions: [condition] } });

test("a name and channels are enough; the rest has defaults", () => {
  expect(newRuleSchema.parse({ name: "  Night shift ", channels: ["chn_1", "chn_1"] })).toEqual({
    name: "Night shift",
    description: null,
    enabled: true,
    events: [],
    filters: { match: "all", conditions: [] },
    expression: null,
    set_priority: null,
    statuses: [...STATUSES],
    only_on_change: false,
    follow_up: true,
    auto_resolve_minutes: null,
    channels: ["chn_1"],
  });
});

test("settings make a rule, and a rule gives its settings back", () => {
  const settings = newRuleSchema.parse({
    ...least,
    set_priority: "High",
    follow_up: false,
    auto_resolve_minutes: 5,
  });
  const rule = toRule("rul_1", settings);
  expect(rule).toMatchObject({
    id: "rul_1",
    setPriority: "High",
    autoResolveMinutes: 5,
    onlyOnChange: false,
    followUp: false,
  });
  expect(settingsOf(rule)).toEqual(settings);
});

describe("a fault is told at its own path, in a sentence", () => {
  test.each<[string, object, string, RegExp]>([
    ["no name", { name: " " }, "name", /^Name is required\.$/],
    ["a long name", { name: "x".repeat(101) }, "name", /at most 100 characters\.$/],
    [
      "a long description",
      { description: "x".repeat(10_001) },
      "description",
      /at most 10,000 characters\.$/,
    ],
    ["no channel", { channels: [] }, "channels", /^Choose at least one channel, or all\.$/],
    ["no channel, though disabled", { channels: [], enabled: false }, "channels", /^Choose at least one/],
    ["channels left out", { channels: undefined }, "channels", /^Choose the channels: "all", or a list/],
    ["channels of another word", { channels: "some" }, "channels", /^Choose the channels/],
    ["a long event", { events: ["a", "x".repeat(201)] }, "events[1]", /at most 200 characters\.$/],
    ["an empty event", { events: [""] }, "events[0]", /is empty: remove it\.$/],
    ["no status", { statuses: [] }, "statuses", /^Choose at least one status\.$/],
    ["an unknown status", { statuses: ["Closed"] }, "statuses[0]", /^A status is one of Open/],
    [
      "an unknown priority",
      { set_priority: "Urgent" },
      "set_priority",
      /^set_priority is null or one of Cri/,
    ],
    ["0 minutes", { auto_resolve_minutes: 0 }, "auto_resolve_minutes", /at least 1\.$/],
    ["31 days", { auto_resolve_minutes: 43_201 }, "auto_resolve_minutes", /at most 43,200/],
    ["half a minute", { auto_resolve_minutes: 0.5 }, "auto_resolve_minutes", /whole number\.$/],
    ["no boolean", { only_on_change: "yes" }, "only_on_change", /true or false\.$/],
    ["an unknown member", { priority: "High" }, "priority", /^"priority" is not a known field/],
    ["a blank expression", { expression: "  " }, "expression", /^Write an expression/],
    [
      "a long expression",
      { expression: `true${" ".repeat(2_000)}` },
      "expression",
      /at most 2,000 characters/,
    ],
    [
      "a long expression that is faulty too, which nobody reads",
      { expression: "x".repeat(100_000) },
      "expression",
      /^The expression may have at most 2,000 characters\.$/,
    ],
    [
      "a faulty expression",
      { expression: "true && x" },
      "expression",
      /^"x" is no field: .* for a detail \(character 9\)\.$/,
    ],
    [
      "26 conditions",
      { filters: { conditions: Array(26).fill(region("is", "a")) } },
      "filters.conditions",
      /25/,
    ],
    ["another match", { filters: { match: "none" } }, "filters.match", /^match is all or any\.$/],
  ])("%s", (_, more, path, message) => {
    expect(issues(more)).toEqual([{ path, message: expect.stringMatching(message) }]);
  });

  test.each<[string, unknown, string, RegExp]>([
    ["no object", "priority", "", /^A condition must be an object/],
    ["no field", { field: "", operator: "is", value: "a" }, ".field", /^Choose a field\.$/],
    ["an unknown field", { field: "prio", operator: "is", value: "a" }, ".field", /^"prio" is no field/],
    [
      "a long field, cut",
      { field: "p".repeat(9_000), operator: "is", value: "a" },
      ".field",
      /^"p{59}…" is no/,
    ],
    ["details alone", { field: "details", operator: "exists" }, ".field", /is no field/],
    ["a path with a gap", { field: "details.a..b", operator: "exists" }, ".field", /is no field/],
    ["an unknown operator", region("equals", "a"), ".operator", /^An operator is one of is, is_not/],
    [
      "an order of texts",
      { field: "category", operator: "less_than", value: 1 },
      ".operator",
      /times and numbers/,
    ],
    [
      "a text test of a time",
      { field: "update_at", operator: "is", value: "a" },
      ".operator",
      /is a time: use/,
    ],
    ["no value", region("is", undefined), ".value", /^Value is required\.$/],
    ["an empty value", region("contains", ""), ".value", /^Value is required\.$/],
    ["a long value", region("is", "x".repeat(1_001)), ".value", /at most 1,000 characters/],
    ["a list where a text is due", region("is", ["a"]), ".value", /only is_one_of takes a list/],
    ["a text where a list is due", region("is_one_of", "a"), ".value", /must be a list/],
    ["an empty list", region("is_one_of", []), ".value", /at least one/],
    ["an empty text in a list", region("is_one_of", ["a", ""]), ".value", /remove it/],
    ["a value of exists", region("exists", "a"), ".value", /takes no value/],
    ["no number", region("greater_than", "many"), ".value", /^Value must be a number\.$/],
    ["no time", { field: "occurred_at", operator: "less_than", value: "today" }, ".value", /RFC 3339/],
    [
      "no priority",
      { field: "priority", operator: "is", value: "Urgent" },
      ".value",
      /^priority is never "Urgent"/,
    ],
    [
      "no status",
      { field: "status", operator: "is_one_of", value: ["open", "shut"] },
      ".value",
      /never "shut"/,
    ],
  ])("a condition with %s", (_, condition, member, message) => {
    expect(issues(withCondition(condition))).toEqual([
      { path: `filters.conditions[0]${member}`, message: expect.stringMatching(message) },
    ]);
  });

  test("filters and an expression together", () => {
    const both = { ...withCondition(region("is", "eu")), expression: "true" };
    expect(issues(both)).toEqual([
      { path: "expression", message: expect.stringMatching(/either filters or/) },
    ]);
  });

  test.each(ACCESS_REQUEST_EVENTS)("%s, which no rule routes", (event) => {
    expect(issues({ events: [event] })).toEqual([
      { path: "events[0]", message: expect.stringMatching(/Access Requests settings/) },
    ]);
  });
});

function region(operator: string, value: unknown) {
  return { field: "details.region", operator, value };
}

describe("a condition comes out as it is compared", () => {
  test.each<[object, unknown]>([
    [region("is", 5), 5],
    [region("is", "5"), "5"],
    [region("contains", 5), "5"],
    [region("greater_than", " 5.5 "), 5.5],
    [region("exists", ""), null],
    [region("not_exists", undefined), null],
    [
      { field: "occurred_at", operator: "less_than", value: "2026-11-24T07:22:48+01:00" },
      "2026-11-24T06:22:48.000Z",
    ],
    [{ field: "priority", operator: "contains", value: "crit" }, "crit"],
  ])("%j", (condition, value) => {
    expect(parse(withCondition(condition)).data?.filters.conditions[0]?.value).toBe(value);
  });
});

test("a stored rule without channels may stay as it is while it is disabled", () => {
  const settings = settingsOf(toRule("rul_1", newRuleSchema.parse(least)));
  expect(ruleSettingsSchema.safeParse({ ...settings, channels: [], enabled: false }).success).toBe(true);
  expect(ruleSettingsSchema.safeParse({ ...settings, channels: [] }).success).toBe(false);
});

test("a draft needs neither a name nor channels", () => {
  expect(draftRuleSchema.parse({})).toMatchObject({ channels: [], enabled: true, expression: null });
});
