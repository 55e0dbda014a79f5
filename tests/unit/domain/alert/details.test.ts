import { describe, expect, test } from "vitest";
import { detailsSchema } from "#lib/domain/alert/details.ts";
import { parseJsonExactly } from "#lib/domain/json.ts";
import { refusalOf } from "../../refusal.ts";

const nested = (levels: number): unknown =>
  JSON.parse(`${'{"a":'.repeat(levels - 1)}{}${"}".repeat(levels - 1)}`);

/** An object that takes so many bytes as JSON. */
const ofBytes = (bytes: number) => ({ a: "x".repeat(bytes - '{"a":""}'.length) });

describe("details are any JSON object", () => {
  test.each([
    "{}",
    '{"region":"eu-1","count":3,"tags":["a",null,true],"deep":{"er":{"x":1.5}}}',
    '{"":1,"a.b":2,"a b":3}',
    '{"__proto__":{"polluted":true},"constructor":1,"toJSON":"x","hasOwnProperty":null}',
  ])("%s comes out as it is", (json) => {
    expect(JSON.stringify(detailsSchema.parse(JSON.parse(json)))).toBe(json);
  });

  test.each([[[]], [["a"]], ["a"], [7], [true]])("%j is none", (value) => {
    expect(refusalOf(detailsSchema, value)).toEqual([
      { path: "", message: "details must be a JSON object." },
    ]);
  });
});

describe("size, as JSON in UTF-8", () => {
  test("16 KiB is taken", () => {
    expect(detailsSchema.safeParse(ofBytes(16_384)).success).toBe(true);
  });

  test("a byte more is refused", () => {
    expect(refusalOf(detailsSchema, ofBytes(16_385))).toEqual([
      { path: "", message: "details may take at most 16 KiB as JSON; this takes 16385 bytes." },
    ]);
  });

  test.each([
    ["members", Object.fromEntries(Array.from({ length: 90_000 }, (_, n) => [`member ${n}`, 10n ** 20n]))],
    ["entries", { list: Array.from({ length: 90_000 }, () => 10n ** 20n) }],
  ])("much too many %s are refused before all are looked at", (_, details) => {
    expect(refusalOf(detailsSchema, details)).toEqual([
      { path: "", message: "details may take at most 16 KiB as JSON; this takes more." },
    ]);
  });

  test("bytes count, not characters", () => {
    expect(detailsSchema.safeParse({ a: "é".repeat(8_188) }).success).toBe(true);
    expect(detailsSchema.safeParse({ a: "é".repeat(8_189) }).success).toBe(false);
  });
});

describe("depth", () => {
  test("32 levels are taken", () => {
    expect(detailsSchema.safeParse(nested(32)).success).toBe(true);
  });

  test.each([33, 1_000, 100_000])("%i levels are refused", (levels) => {
    expect(refusalOf(detailsSchema, nested(levels))).toEqual([
      { path: "", message: "details may be nested at most 32 levels deep." },
    ]);
  });

  test("arrays are levels too", () => {
    expect(detailsSchema.safeParse({ a: JSON.parse("[".repeat(31) + "]".repeat(31)) }).success).toBe(true);
    expect(detailsSchema.safeParse({ a: JSON.parse("[".repeat(32) + "]".repeat(32)) }).success).toBe(false);
  });
});

test.each([{ "\ud83d": 1 }, { a: "\udd14" }, { a: [{ b: "x\ud800" }] }, { a: { "\udc00": {} } }])(
  "half of a surrogate pair is refused, in names and values: %j",
  (value) => {
    expect(refusalOf(detailsSchema, value)).toEqual([
      { path: "", message: "details contains half of a surrogate pair, which is not a character." },
    ]);
  },
);

describe("integers", () => {
  test.each([
    ['{"n":9007199254740991}', [9007199254740991]],
    ['{"n":-9007199254740991}', [-9007199254740991]],
    // Measurements, which a double keeps as well as it can.
    ['{"n":1.8e+19}', [1.8e19]],
    ['{"n":12345678901234567.5}', [12345678901234568]],
  ])("%s is kept", (json, values) => {
    const details = parseJsonExactly(json);
    expect(Object.values(detailsSchema.parse(details))).toEqual(values);
  });

  test.each([
    ['{"n":9007199254740992}', "n", "9007199254740992"],
    ['{"a":{"b":[0,-9007199254740993]}}', "a.b[1]", "-9007199254740993"],
    ['{"n":12345678901234567890}', "n", "12345678901234567890"],
  ])("%s is refused at %s: it could only be kept changed", (json, path, integer) => {
    expect(refusalOf(detailsSchema, parseJsonExactly(json))).toEqual([
      {
        path,
        message: `${integer} is beyond ±9007199254740991, so it could only be kept changed: send it as text.`,
      },
    ]);
  });

  test("a nesting that overflows the stack beside a long number is refused, not thrown on", () => {
    const json = `{"n":9007199254740993,"a":${"[".repeat(100_000)}${"]".repeat(100_000)}}`;
    expect(refusalOf(detailsSchema, parseJsonExactly(json))).toHaveLength(1);
  });
});
