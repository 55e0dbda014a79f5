import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { PRIORITIES, STATUSES } from "#lib/domain/alert/alert.ts";
import { alertInputSchema } from "#lib/domain/alert/alert-schema.ts";
import { type AlertText, LONGEST } from "#lib/domain/alert/limits.ts";
import { plainAlert } from "#lib/domain/alert/plain-alert.ts";
import { parseJsonExactly } from "#lib/domain/json.ts";

const TEXTS = Object.entries(LONGEST) as [AlertText, number][];

/** A text at the limit, one character either side of it, in characters of one and of two UTF-16 units. */
const atLimit = (limit: number) =>
  fc
    .tuple(fc.constantFrom("a", "ü", "🔔"), fc.integer({ min: -1, max: 1 }))
    .map(([character, more]) => character.repeat(limit + more));

const oddText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 30 }),
  fc.constantFrom(
    "",
    " ",
    "\t",
    ".",
    "..",
    " a",
    "a ",
    "a\u00a0",
    "tocsin:disk",
    "tocsin",
    "a\u0000",
    "\u0085",
  ),
  fc.constantFrom(
    "\u202e",
    "\u2028",
    "\ud83d",
    "a\udd14b",
    "\ud83d\udd14",
    "Open",
    "High",
    "open",
    "__proto__",
  ),
);
const time = fc.oneof(
  fc.constantFrom("2026-11-24T06:22:48Z", "2026-11-24T06:22:48.123Z", "2026-02-30T00:00:00Z"),
  fc.constantFrom("2024-02-29T23:59:60+05:30", "2026-11-24t06:22:48.1234z", "2026-11-00T00:00:00Z"),
  fc.constantFrom("2026-11-24T06:22:48", "2026-11-24", "now", "0000-01-01T00:00:00+01:00"),
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
);
/** The text of a number, some beyond what a double holds. */
const numberText = fc.oneof(
  fc.double().filter(Number.isFinite).map(String),
  fc.bigInt({ min: -(10n ** 25n), max: 10n ** 25n }).map(String),
  fc.constantFrom("9007199254740991", "9007199254740993", "1e400", "-0"),
);
const otherText = fc.oneof(fc.json({ maxDepth: 2 }), numberText, fc.constantFrom("null", "true", "[]", "{}"));

const details = fc.oneof(
  fc
    .dictionary(fc.string({ unit: "binary" }), fc.jsonValue({ maxDepth: 3 }), { maxKeys: 5 })
    .map((value) => JSON.stringify(value)),
  numberText.map((text) => `{"a":[${text}]}`),
  fc.constantFrom('{"__proto__":{"a":1}}', '{"a":"\\ud83d"}', '{"\\ud83d":1}', '{"a":1,"a":2}'),
  fc.integer({ min: 30, max: 34 }).map((depth) => `${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`),
  fc.integer({ min: 16_376, max: 16_378 }).map((length) => `{"a":"${"x".repeat(length)}"}`),
);

/** The JSON text of a member's value, valid or nearly so. */
const valueTexts: Record<string, fc.Arbitrary<string>> = {
  ...Object.fromEntries(
    TEXTS.map(([name, limit]) => [
      name,
      fc.oneof(fc.string({ unit: "grapheme" }), atLimit(limit), oddText).map((text) => JSON.stringify(text)),
    ]),
  ),
  details,
  occurred_at: time.map((text) => JSON.stringify(text)),
  update_at: time.map((text) => JSON.stringify(text)),
  priority: fc.constantFrom(...PRIORITIES, "high", "").map((text) => JSON.stringify(text)),
  status: fc.constantFrom(...STATUSES, "open").map((text) => JSON.stringify(text)),
  previous_alert_status: fc.constantFrom(...STATUSES, "").map((text) => JSON.stringify(text)),
};

const known = fc
  .constantFrom(...Object.keys(valueTexts))
  .chain((name) =>
    fc.tuple(
      fc.constant(name),
      fc.oneof(
        { weight: 12, arbitrary: valueTexts[name] ?? fc.constant("null") },
        { weight: 1, arbitrary: fc.constant("null") },
        { weight: 1, arbitrary: otherText },
      ),
    ),
  );
const unknown = fc.tuple(
  fc.constantFrom("titel", "__proto__", "constructor", "toString", "0", ""),
  otherText,
);
/** Members may come twice: the last one counts. */
const members = fc.array(fc.oneof({ weight: 25, arbitrary: known }, { weight: 1, arbitrary: unknown }), {
  maxLength: 8,
});
const alertText = fc.oneof(
  {
    weight: 20,
    arbitrary: members.map(
      (all) => `{${all.map(([name, value]) => `${JSON.stringify(name)}:${value}`).join(",")}}`,
    ),
  },
  { weight: 1, arbitrary: otherText },
);

/** Whether a text of the alert has more UTF-16 units than its limit, which only the schema judges. */
const isLongInUnits = (alert: Record<string, unknown>): boolean =>
  TEXTS.some(([name, limit]) => String(alert[name] ?? "").length > limit);

describe("an alert that was parsed from JSON", () => {
  test("is read as the schema reads it, or left to the schema", () => {
    const seen = { plain: 0, refused: 0, left: 0 };
    fc.assert(
      fc.property(alertText, (text) => {
        const value = parseJsonExactly(text);
        const plain = plainAlert(value);
        const { success, data } = alertInputSchema.safeParse(value);
        if (plain !== null) {
          seen.plain++;
          expect(success).toBe(true);
          expect(plain).toEqual(data);
          expect(JSON.stringify(plain.details)).toBe(JSON.stringify(data?.details));
        } else if (success) {
          seen.left++;
          expect(isLongInUnits(data as Record<string, unknown>)).toBe(true);
        } else seen.refused++;
      }),
      { numRuns: 4_000 },
    );
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(20);
  });

  test("is not changed by being read", () => {
    const alert = Object.freeze({ alert_title: "A", occurred_at: "2026-11-24T06:22:48+05:30" });
    expect(plainAlert(alert)).toEqual({ ...alert, occurred_at: "2026-11-24T00:52:48.000Z" });
  });
});

test.each([undefined, null, 7, "A", true, [], [{ alert_title: "A" }]])("%j is no plain alert", (value) => {
  expect(plainAlert(value)).toBeNull();
});

test("a member without a value is left to the schema", () => {
  expect(plainAlert({ alert_title: "A", category: undefined })).toBeNull();
});
