import { expect, test } from "vitest";
import { faultOfSourceExpression, type Inside } from "#lib/domain/source/own/expression.ts";

test.each<[string, Inside, string | null]>([
  ["body.title", "body", null],
  ['"Disk " + body["name"]', "body", null],
  ["item.title", "item", null],
  ["body.list[0].name", "item", null],
  ["item.title", "body", "item is an entry of the list that for_each gives: write for_each, or use body."],
  [
    "title",
    "body",
    '"title" is unknown: put a text in quotes, or write body.title for a member of the body.',
  ],
  [
    "title",
    "item",
    '"title" is unknown: put a text in quotes, or write item.title for a member of the item.',
  ],
  ["body.list.map(x, x)", "body", "map() can't be used in a source. Expressions have no loops."],
  ["body.list.exists(x, x == 1)", "body", "exists() can't be used in a source. Expressions have no loops."],
  [
    'body.x.matches("a+")',
    "body",
    "matches() can't be used in a source. Use contains, startsWith or endsWith.",
  ],
  ['body.x.split(",")', "body", "split() can't be used in a source."],
  ["[1] + [2]", "body", "Lists can't be joined in a source."],
  ["body.", "body", "The expression ends too early: a name is missing."],
  ["", "body", "The expression ends too early."],
])("%s in %s", (expression, inside, message) => {
  expect(faultOfSourceExpression(expression, inside)?.message ?? null).toBe(message);
});
