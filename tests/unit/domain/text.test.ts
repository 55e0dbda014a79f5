import { describe, expect, test } from "vitest";
import { characters, hasControlCharacters, nameKey } from "#lib/domain/text.ts";
import { nameText, text } from "#lib/domain/text-schema.ts";
import { refusalOf } from "../refusal.ts";

describe("characters counts code points", () => {
  test.each([
    ["", 0],
    ["abc", 3],
    ["é", 1],
    ["e\u0301", 2],
    ["🔔", 1],
    ["👩‍🚒", 3],
    ["\ud83d", 1],
  ])("%j → %i", (value, count) => {
    expect(characters(value)).toBe(count);
  });
});

describe("text", () => {
  const schema = text("remark", 3);

  test.each(["", "abc", "🔔🔔🔔", "a\nb", " a ", "\u0000"])("takes %j as it is", (value) => {
    expect(schema.parse(value)).toBe(value);
  });

  test.each([
    ["abcd", "remark may have at most 3 characters."],
    ["🔔🔔🔔🔔", "remark may have at most 3 characters."],
    ["\ud83d", "remark contains half of a surrogate pair, which is not a character."],
    ["\udd14", "remark contains half of a surrogate pair, which is not a character."],
    ["\udd14\ud83d", "remark contains half of a surrogate pair, which is not a character."],
    [7, "remark must be a string."],
    [null, "remark must be a string."],
    [["a"], "remark must be a string."],
    [{}, "remark must be a string."],
  ])("refuses %j", (value, message) => {
    expect(refusalOf(schema, value)).toEqual([{ path: "", message }]);
  });

  test("says large limits as people write them", () => {
    expect(refusalOf(text("description", 10_000), "a".repeat(10_001))).toEqual([
      { path: "", message: "description may have at most 10,000 characters." },
    ]);
  });
});

describe("a name that people type", () => {
  const schema = nameText("Name", 5);

  test.each([
    ["Jira", "Jira"],
    ["  Jira \t", "Jira"],
    ["a b c", "a b c"],
    ["🔔🔔🔔🔔🔔", "🔔🔔🔔🔔🔔"],
  ])("%j → %j", (value, name) => {
    expect(schema.parse(value)).toBe(name);
  });

  test.each([
    [undefined, "Name is required."],
    ["", "Name is required."],
    ["  \t ", "Name is required."],
    ["a\nb", "Name contains a control character: retype it."],
    ["a\u0000", "Name contains a control character: retype it."],
    ["abcdef", "Name may have at most 5 characters."],
    ["a\ud800", "Name contains half of a surrogate pair, which is not a character."],
  ])("refuses %j with one sentence", (value, message) => {
    expect(refusalOf(schema, value)).toEqual([{ path: "", message }]);
  });
});

test.each(["\u0000", "\t", "\n", "\r", "\u001f", "\u007f", "\u0085", "\u009f"])(
  "%j is a control character",
  (character) => {
    expect(hasControlCharacters(`a${character}b`)).toBe(true);
  },
);

test.each([" ", "\u00a0", "\u200b", "é", "🔔"])("%j is no control character", (character) => {
  expect(hasControlCharacters(`a${character}b`)).toBe(false);
});

describe("two names are the same", () => {
  test.each([
    ["Jira", "jIRA"],
    ["École", "école"],
    ["E\u0301cole", "\u00c9cole"],
  ])("%j and %j", (one, other) => {
    expect(nameKey(one)).toBe(nameKey(other));
  });

  test.each([
    ["Jira", "Jira 2"],
    ["Ecole", "École"],
  ])("not %j and %j", (one, other) => {
    expect(nameKey(one)).not.toBe(nameKey(other));
  });
});
