import { describe, expect, test } from "vitest";
import { headerKey } from "#lib/domain/channel/header.ts";
import { headerSchema } from "#lib/domain/channel/header-schema.ts";
import { IS_MASK } from "#lib/domain/secret.ts";
import { refusalOf } from "../../refusal.ts";

const header = (fields: object) => ({ name: "X-Api-Key", value: "v", ...fields });

describe("a key", () => {
  test.each([
    "X-Api-Key",
    "x",
    "!#$%&'*+-.^_`|~",
    "0123456789",
    "Authorization",
    "Cookie",
    "User-Agent",
    "Accept",
    "Content-Language",
    "Webhook-Id-2",
    "Hosts",
    "__proto__",
    "constructor",
    "x".repeat(100),
  ])("may be %j", (name) => {
    expect(headerSchema.parse(header({ name }))).toEqual({ name, value: "v", sensitive: false });
  });

  test("keeps its case, and is the same key in any", () => {
    expect(headerSchema.parse(header({ name: "X-API-key" })).name).toBe("X-API-key");
    expect(headerKey("X-API-key")).toBe(headerKey("x-api-KEY"));
  });

  test("is trimmed", () => {
    expect(headerSchema.parse(header({ name: " X-Api-Key\n" })).name).toBe("X-Api-Key");
  });

  const TOKEN = "A header's key has letters, digits and - _ . only: no spaces, no colon.";
  const OURS = "Tocsin sets this header itself: remove the row.";

  test.each([
    [undefined, "Key is required."],
    [null, "Key is required."],
    ["", "Key is required."],
    ["  ", "Key is required."],
    ["x".repeat(101), "A header's key may have at most 100 characters."],
    ...[
      "X Api",
      "X:Api",
      "X-Api:",
      "X\tApi",
      "X\r\nEvil",
      "X\u0000",
      "(x)",
      'x"',
      "x/y",
      "x@y",
      "x[1]",
      "x,y",
      "x=y",
      "x;y",
      "schlüssel",
      "X–Api",
      "ｘ",
    ].map((name): [string, string] => [name, TOKEN]),
    ...[
      "host",
      "content-length",
      "content-type",
      "transfer-encoding",
      "connection",
      "keep-alive",
      "upgrade",
      "expect",
      "te",
      "trailer",
      "accept-encoding",
      "webhook-id",
      "webhook-timestamp",
      "webhook-signature",
      "tocsin-hops",
    ].flatMap((name): [string, string][] => [
      [name, OURS],
      [name.toUpperCase(), OURS],
      [` ${name} `, OURS],
    ]),
    ["Webhook-Signature", OURS],
  ])("%j is refused: %s", (name, message) => {
    expect(refusalOf(headerSchema, header({ name }))).toEqual([{ path: "name", message }]);
  });
});

describe("a value", () => {
  const latin1 = Array.from({ length: 0xff - 0xa0 }, (_, at) => String.fromCharCode(0xa1 + at)).join("");

  test.each([
    [
      "visible ASCII",
      Array.from({ length: 0x7e - 0x20 }, (_, at) => String.fromCharCode(0x21 + at)).join(""),
    ],
    ["Latin-1", latin1],
    ["spaces within", "a  b   c"],
    ["4,096 characters", "x".repeat(4_096)],
    ["4,096 Latin-1 characters", "ü".repeat(4_096)],
  ])("may hold %s", (_, value) => {
    for (const sensitive of [true, false])
      expect(headerSchema.parse(header({ value, sensitive }))).toEqual(header({ value, sensitive }));
  });

  test("is trimmed, as HTTP does", () => {
    expect(headerSchema.parse(header({ value: "  a b\n" })).value).toBe("a b");
  });

  const CONTROL = "A header's value can't contain a control character, such as a line break or a tab.";
  const LATIN1 =
    "A header's value may hold Latin-1 characters only: encode others, for example with percent signs.";
  const controls = [...Array(0x20).keys(), 0x7f, ...Array.from({ length: 0x20 }, (_, at) => 0x80 + at)];

  test.each(controls.map((code) => [code.toString(16).padStart(2, "0"), code] as const))(
    "with the control character 0x%s is refused",
    (_, code) => {
      const value = `a${String.fromCharCode(code)}b`;
      expect(refusalOf(headerSchema, header({ value }))).toEqual([{ path: "value", message: CONTROL }]);
    },
  );

  test.each([
    ["a\r\nX-Evil: 1", CONTROL],
    ["€", LATIN1],
    ["Ā", LATIN1],
    ["日本", LATIN1],
    ["🔔", LATIN1],
    ["a\ud83d", LATIN1],
    ["a\u2028b", LATIN1],
    ["••••", LATIN1],
    ["x".repeat(4_097), "A header's value may have at most 4,096 characters."],
    ["ü".repeat(4_097), "A header's value may have at most 4,096 characters."],
    [7, "Value must be a string."],
    [null, "Value must be a string."],
  ])("%j is refused", (value, message) => {
    for (const sensitive of [true, false])
      expect(refusalOf(headerSchema, header({ value, sensitive }))).toEqual([{ path: "value", message }]);
  });
});

describe("a row", () => {
  test.each(["****", "*", " *** ", "<secret>"])(
    "with the mask %s as its sensitive value is refused",
    (value) => {
      expect(refusalOf(headerSchema, header({ value, sensitive: true }))).toEqual([
        { path: "value", message: IS_MASK },
      ]);
      expect(headerSchema.parse(header({ value })).value).toBe(value.trim());
    },
  );

  test("is not sensitive unless it says so", () => {
    expect(headerSchema.parse({ name: "X-A", value: "v" }).sensitive).toBe(false);
  });

  test("may leave its value out where it is saved", () => {
    expect(headerSchema.parse({ name: "X-A", sensitive: true, saved: true })).toEqual({
      name: "X-A",
      sensitive: true,
      saved: true,
    });
  });

  test.each([
    [{ sensitive: "yes" }, "sensitive", "sensitive must be true or false."],
    [{ sensitive: null }, "sensitive", "sensitive must be true or false."],
    [{ saved: false }, "saved", "saved is true or left out."],
    [{ saved: "true" }, "saved", "saved is true or left out."],
    [{ key: "X-A" }, "key", '"key" is not a known field: check its spelling or leave it out.'],
  ])("%j is refused", (fields, path, message) => {
    expect(refusalOf(headerSchema, header(fields))).toEqual([{ path, message }]);
  });
});
