import { expect, test } from "vitest";
import { insertAt, offsetOf } from "#components/channels/format/template-text.ts";

test.each([
  ["the first character", "ab\ncd", 1, 1, 0],
  ["a later line", "ab\ncd", 2, 2, 4],
  ["beyond a line: its end", "ab\ncd", 1, 9, 2],
  ["beyond the text: its end", "ab\ncd", 9, 1, 5],
  ["an empty text", "", 3, 3, 0],
])("the offset of %s", (_, text, line, column, offset) => {
  expect(offsetOf(text, { line, column })).toBe(offset);
});

test("an inserted text takes the place of what is selected", () => {
  expect(insertAt("abcd", "{{ x }}", [1, 3])).toBe("a{{ x }}d");
});
