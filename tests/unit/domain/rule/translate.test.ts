import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { PAYLOAD_KEYS, PRIORITIES, STATUSES } from "#lib/domain/alert/alert.ts";
import { conditionSchema } from "#lib/domain/rule/condition-schema.ts";
import { compileExpression, faultOfExpression } from "#lib/domain/rule/expression.ts";
import { fieldKind, operatorsOf } from "#lib/domain/rule/field.ts";
import { compileRule } from "#lib/domain/rule/match.ts";
import type { RuleCondition, RuleFilters } from "#lib/domain/rule/rule.ts";
import { toExpression } from "#lib/domain/rule/translate.ts";
import { ruleEvent, someRule } from "../../../support/rules.ts";

/** Few words, so that they meet often; some that are awkward to quote, to lower or to read as a number. */
const WORDS = [
  "a",
  "A",
  "ab",
  "İ",
  "ß",
  "5",
  "5.0",
  " 5",
  "5e0",
  "6",
  "é",
  "e\u0301",
  "É",
  "\u212b",
  "true",
  '"',
  "\\",
  "\n",
  "\u2028",
  "\u007f",
  "\u0001",
  "🔔",
  " ",
  "'",
];
const word = fc.oneof(fc.constantFrom(...WORDS), fc.string({ unit: "grapheme", maxLength: 3 }));
const text = fc.oneof(
  word,
  fc.tuple(word, word).map((parts) => parts.join("")),
);
const number = fc.oneof(
  fc.constantFrom(0, -0, 5, 5.5, -1, 1e-7, 1e21, 1e300, 2 ** 60),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);

const KEYS = ["a", "b", "a.b", "in", "null", "for", "my key", 'q"', "constructor", "__proto__", "é", "0"];
const key = fc.constantFrom(...KEYS);
const plain = fc.oneof(text, number, fc.boolean(), fc.constant(null));
const detail = fc.oneof(plain, fc.array(plain, { maxLength: 2 }), fc.dictionary(key, plain, { maxKeys: 3 }));
const details = fc.option(
  fc.array(fc.tuple(key, detail), { maxLength: 5 }).map((pairs) => JSON.parse(objectOf(pairs))),
);
const objectOf = (pairs: [string, unknown][]): string =>
  `{${pairs.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`).join(",")}}`;

const time = fc
  .date({ min: new Date("2026-01-01"), max: new Date("2026-01-03"), noInvalidDate: true })
  .map((date) => date.toISOString());
const event = fc
  .tuple(
    fc.record({
      category: fc.option(text),
      description: fc.option(text),
      source_name: fc.option(text),
      occurred_at: time,
      priority: fc.constantFrom(...PRIORITIES),
      status: fc.constantFrom(...STATUSES),
      previous_alert_status: fc.option(fc.constantFrom(...STATUSES)),
    }),
    details,
  )
  .map(([payload, more]) => ruleEvent(payload, { details: more }));

const stepOf = (name: string): string => (/["."]/.test(name) ? JSON.stringify(name) : name);
const path = fc
  .array(key, { minLength: 1, maxLength: 2 })
  .map((steps) => `details.${steps.map(stepOf).join(".")}`);
const field = fc.oneof(
  fc.constantFrom(
    "category",
    "description",
    "source_name",
    "occurred_at",
    "priority",
    "previous_alert_status",
  ),
  path,
);
const value = fc.oneof(text, number, fc.array(text, { minLength: 1, maxLength: 3 }), time, fc.constant(null));
const choice = fc.constantFrom(...PRIORITIES, ...STATUSES);

/** Any condition that may be saved. */
const condition: fc.Arbitrary<RuleCondition> = field
  .chain((name) =>
    fc.record({
      field: fc.constant(name),
      operator: fc.constantFrom(...operatorsOf(fieldKind(name) ?? "text")),
      value: fc.oneof(value, choice, fc.array(choice, { minLength: 1, maxLength: 2 })),
    }),
  )
  .map((given) => conditionSchema.safeParse(given).data)
  .filter((parsed) => parsed !== undefined);

const filters: fc.Arbitrary<RuleFilters> = fc.record({
  match: fc.constantFrom("all", "any"),
  conditions: fc.array(condition, { maxLength: 4 }),
});

describe("Switch to Expression Language", () => {
  test("gives an expression that may be saved and matches the same events", () => {
    fc.assert(
      fc.property(filters, event, (someFilters, someEvent) => {
        const expression = toExpression(someFilters);
        expect(faultOfExpression(expression), expression).toBeNull();
        const result = compileExpression(expression)(someEvent);
        const { matches } = compileRule(someRule({ filters: someFilters })).judge(someEvent);
        expect("value" in result && result.value, expression).toBe(matches);
      }),
      { numRuns: 3_000 },
    );
  });

  test("every operator of every kind of field is met", () => {
    const met = new Set(
      fc.sample(condition, 3_000).map(({ field: name, operator }) => `${fieldKind(name)} ${operator}`),
    );
    const kinds = ["text", "choice", "time", "detail"] as const;
    const all = kinds.flatMap((kind) => operatorsOf(kind).map((operator) => `${kind} ${operator}`));
    expect(all.filter((one) => !met.has(one))).toEqual([]);
  });

  test.each<[RuleFilters["match"], RuleCondition[], string]>([
    ["all", [], "true"],
    [
      "all",
      [
        { field: "priority", operator: "is", value: "Critical" },
        { field: "details.region", operator: "is_one_of", value: ["eu", "US"] },
      ],
      'priority.lowerAscii() == "critical" && string(details.region).lowerAscii() in ["eu", "us"]',
    ],
    [
      "any",
      [
        { field: "category", operator: "not_contains", value: "a" },
        { field: "details.disk.free", operator: "less_than", value: 5 },
      ],
      'category != null && !category.lowerAscii().contains("a") || number(details.disk.free) < 5.0',
    ],
    [
      "all",
      [
        { field: 'details."app.kubernetes.io/name"', operator: "is", value: 5 },
        { field: "details.code", operator: "is_one_of", value: ["500", "5e2"] },
        { field: "source_id", operator: "is_not", value: 7 },
      ],
      'number(details["app.kubernetes.io/name"]) == 5.0 && ' +
        '(string(details.code).lowerAscii() in ["500", "5e2"] || type(details.code) == double && details.code == 500.0) && ' +
        "source_id.lowerAscii() != null && !(number(source_id) == 7.0)",
    ],
  ])("%s of %j", (match, conditions, expression) => {
    expect(toExpression({ match, conditions })).toBe(expression);
  });

  test("every field of the payload can be asked for", () => {
    for (const name of PAYLOAD_KEYS)
      expect(faultOfExpression(`${name} != null && ${name} == "x"`)).toBeNull();
  });
});
