import { describe, expect, test } from "vitest";
import { changePasswordSchema, codeSchema, profileSchema } from "#lib/domain/people/profile-schema.ts";
import { inGroups, isAppCode, plainRecoveryCode } from "#lib/domain/people/second-factor.ts";
import { isTimeZone } from "#lib/domain/people/time-zone.ts";
import { hashRecoveryCode, newRecoveryCode } from "#lib/token.ts";

test.each([
  ["Europe/Berlin", true],
  ["America/Argentina/Buenos_Aires", true],
  ["UTC", true],
  ["Mars/Olympus", false],
  ["+01:00", false],
  ["", false],
  ["Europe/Berlin\u0000", false],
  ["E".repeat(1_000_000), false],
])("%.20j is a time zone: %s", (name, is) => {
  expect(isTimeZone(name)).toBe(is);
});

describe("a profile", () => {
  const sentence = (input: unknown) => profileSchema.safeParse(input).error?.issues[0]?.message;

  test("has a name that people can read, whatever its letters", () => {
    for (const name of ["Zoë", "李小龍", "O'Neil", "👩‍🚒", "<b>Ada</b>"])
      expect(profileSchema.parse({ name: ` ${name} `, timeZone: null })).toEqual({ name, timeZone: null });
  });

  test.each([
    [{ name: "", timeZone: null }, "Name is required."],
    [{ name: "A\u0000da", timeZone: null }, "Name contains a control character: retype it."],
    [
      { name: "A\u202eda", timeZone: null },
      "Name contains an invisible character that changes the direction of text: retype it.",
    ],
    [{ name: "A".repeat(101), timeZone: null }, "Name may have at most 100 characters."],
    [{ name: "Ada", timeZone: "Mars/Olympus" }, "Choose a time zone of the list, such as Europe/Berlin."],
  ])("%.60j is refused in a sentence", (input, message) => {
    expect(sentence(input)).toBe(message);
  });
});

test("a new password has 12 to 256 characters, and the present one is asked for", () => {
  const messages = (input: unknown) =>
    changePasswordSchema.safeParse(input).error?.issues.map(({ message }) => message) ?? [];
  expect(messages({ present: "x", password: "eleven char" })).toEqual([
    "A password needs at least 12 characters.",
  ]);
  expect(messages({ present: "x", password: "x".repeat(1_000_000) })).toEqual([
    "A password may have at most 256 characters.",
  ]);
  expect(messages({ present: "", password: "correct horse battery" })).toEqual([
    "Enter your present password.",
  ]);
});

test("a code of any length is refused before it is looked at", () => {
  expect(codeSchema.safeParse({ code: "1".repeat(101) }).success).toBe(false);
  expect(codeSchema.safeParse({ code: "   " }).success).toBe(false);
});

describe("recovery codes", () => {
  test("are 16 letters and digits in groups, each time others", () => {
    const codes = Array.from({ length: 1_000 }, newRecoveryCode);
    for (const code of codes) expect(code).toMatch(/^([0-9a-hjkmnp-tv-z]{4}-){3}[0-9a-hjkmnp-tv-z]{4}$/);
    expect(new Set(codes).size).toBe(codes.length);
  });

  test("count however they are typed", () => {
    const code = newRecoveryCode();
    for (const typed of [code.toUpperCase(), code.replaceAll("-", ""), ` ${code.replaceAll("-", " ")} `])
      expect(hashRecoveryCode(typed)).toEqual(hashRecoveryCode(code));
    expect(plainRecoveryCode(" ABCD efgh-jkmn-pqrs ")).toBe("abcdefghjkmnpqrs");
  });

  test("are told from an app's codes", () => {
    expect(isAppCode("123 456")).toBe(true);
    expect(isAppCode(newRecoveryCode().replace(/./, "a"))).toBe(false);
  });
});

test("a secret is shown in groups of four", () => {
  expect(inGroups("ABCDEFGHIJ")).toBe("ABCD EFGH IJ");
  expect(inGroups("ABCDEFGH")).toBe("ABCD EFGH");
});
