import { describe, expect, test } from "vitest";
import type { Details } from "#lib/domain/alert/details.ts";
import { compileCondition } from "#lib/domain/rule/condition-match.ts";
import { compileRule } from "#lib/domain/rule/match.ts";
import type { RuleCondition, RuleOperator } from "#lib/domain/rule/rule.ts";
import { ruleEvent, someRule } from "../../../support/rules.ts";

const MISSING = Symbol("missing");

/** Whether `details.x <operator> value` holds where x is `found`. */
function holds(found: unknown, operator: RuleOperator, value: RuleCondition["value"]): boolean {
  const details: Details = found === MISSING ? {} : { x: found };
  return compileCondition({ field: "details.x", operator, value })(ruleEvent({}, { details }));
}

describe("operator × found", () => {
  test.each<[RuleOperator, RuleCondition["value"], trueOf: unknown[], falseOf: unknown[]]>([
    ["is", "eu", ["eu", "EU"], ["eu-1", "", 1, true, ["eu"], { eu: 1 }]],
    ["is", "5", ["5", 5], ["5.0", 50, [5]]],
    ["is", "true", ["true", true], [false, 1]],
    ["is_not", "eu", ["us", "", 5, false], ["eu", "Eu", ["us"], { us: 1 }]],
    ["contains", "ro", ["Europe", "RO", "ro"], ["er", "", 5, ["ro"]]],
    ["contains", "5", [5, 152, "a5"], [1, true]],
    ["not_contains", "ro", ["er", "", 5], ["Europe", ["er"], {}]],
    ["starts_with", "eu", ["eu", "EU-1"], ["aeu", "", []]],
    ["ends_with", "-1", ["eu-1", -1], ["eu-1a", ""]],
    ["is_one_of", ["eu", "US"], ["EU", "us"], ["eu, us", "", 1, ["eu"]]],
    ["exists", null, ["", "a", 0, false, [], {}], []],
    ["not_exists", null, [], ["", "a", 0, false, [], {}]],
    ["greater_than", 5, [5.1, 1e9, "6", " 5.5e0 "], [5, -6, "5", "many", "6 GB", "0x6", true, [6], {}]],
    ["less_than", 5, [4.9, -1e9, 0, "4", "-.5"], [5, 6, "6", "", "-Infinity", false, []]],
    ["is", 5, [5, "5", "5.0", "+5e0"], ["five", "", 6, "6", true, [5]]],
    ["is", "5.0", [5, "5.0"], ["5", "five"]],
    ["is_not", 5, [6, "6", "five", true], [5, "5", "5.0", [6]]],
    ["is_one_of", ["500", "5.03e2"], [500, 503, "500", "5.03E2"], ["503", "500.0", 502]],
    ["is", "Caf\u00e9", ["cafe\u0301", "CAF\u00c9"], ["cafe"]],
    ["contains", "e\u0301", ["Caf\u00e9s"], ["cafe"]],
  ])("%s %j", (operator, value, trueOf, falseOf) => {
    for (const found of trueOf) expect(holds(found, operator, value), JSON.stringify(found)).toBe(true);
    for (const found of falseOf) expect(holds(found, operator, value), JSON.stringify(found)).toBe(false);
  });

  test.each<[RuleOperator, RuleCondition["value"]]>([
    ["is", "a"],
    ["is_not", "a"],
    ["contains", "a"],
    ["not_contains", "a"],
    ["starts_with", "a"],
    ["ends_with", "a"],
    ["is_one_of", ["a"]],
    ["greater_than", 1],
    ["less_than", 1],
    ["exists", null],
  ])("a missing field makes %s false, and so does null", (operator, value) => {
    expect(holds(MISSING, operator, value)).toBe(false);
    expect(holds(null, operator, value)).toBe(false);
  });

  test("only not_exists holds of a missing field", () => {
    expect(holds(MISSING, "not_exists", null)).toBe(true);
    expect(holds(null, "not_exists", null)).toBe(true);
  });
});

describe("fields", () => {
  const event = ruleEvent(
    { category: "Storage", occurred_at: "2026-11-24T06:22:48.000Z" },
    { details: { host: { name: "db-1", tags: ["a"] }, "host.name": "flat", constructor: "x" } },
  );
  test.each<[RuleCondition, boolean]>([
    [{ field: "category", operator: "is", value: "storage" }, true],
    [{ field: "description", operator: "exists", value: null }, false],
    [{ field: "occurred_at", operator: "greater_than", value: "2026-11-24T06:22:47.999Z" }, true],
    [{ field: "occurred_at", operator: "greater_than", value: "2026-11-24T06:22:48.000Z" }, false],
    [{ field: "occurred_at", operator: "less_than", value: "2026-11-24T06:22:48.001Z" }, true],
    [{ field: "details.host.name", operator: "is", value: "db-1" }, true],
    [{ field: "details.host.name.first", operator: "exists", value: null }, false],
    [{ field: "details.host.tags.0", operator: "exists", value: null }, false],
    [{ field: "details.host.tags.length", operator: "exists", value: null }, false],
    [{ field: 'details."host.name"', operator: "is", value: "flat" }, true],
    [{ field: 'details."host"."name"', operator: "is", value: "db-1" }, true],
    [{ field: "details.constructor", operator: "is", value: "x" }, true],
    [{ field: "details.toString", operator: "exists", value: null }, false],
    [{ field: "details.__proto__", operator: "exists", value: null }, false],
  ])("%j", (condition, expected) => {
    expect(compileCondition(condition)(event)).toBe(expected);
  });
});

describe("a rule", () => {
  const high: RuleCondition = { field: "priority", operator: "is", value: "High" };
  const open: RuleCondition = { field: "status", operator: "is", value: "Open" };
  test.each([
    ["all", "High", "Open", true],
    ["all", "High", "Resolved", false],
    ["any", "High", "Resolved", true],
    ["any", "Low", "Open", true],
    ["any", "Low", "Resolved", false],
  ] as const)("of %s conditions, at %s and %s: %s", (match, priority, status, expected) => {
    const { judge } = compileRule(someRule({ filters: { match, conditions: [high, open] } }));
    expect(judge(ruleEvent({ priority, status })).matches).toBe(expected);
  });

  test.each(["all", "any"] as const)("of %s of no conditions matches everything", (match) => {
    expect(compileRule(someRule({ filters: { match, conditions: [] } })).judge(ruleEvent()).matches).toBe(
      true,
    );
  });

  test("with events matches these only, to the letter", () => {
    const { judge } = compileRule(someRule({ events: ["user_create", "user_delete"] }));
    const matches = (di_event: string | null) => judge(ruleEvent({ di_event })).matches;
    expect(["user_create", "user_delete", "User_create", "user", null].map(matches)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });

  test("with an expression that can't be compiled fails, and does not throw", () => {
    const verdict = compileRule(someRule({ expression: "priority ==" })).judge(ruleEvent());
    expect(verdict).toMatchObject({ matches: false, error: "The expression ends too early." });
  });
});
