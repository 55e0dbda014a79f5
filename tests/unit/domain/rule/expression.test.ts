import { describe, expect, test } from "vitest";
import { compileExpression, faultOfExpression } from "#lib/domain/rule/expression.ts";
import { ruleEvent } from "../../../support/rules.ts";

const event = ruleEvent(
  { priority: "Low", initiated_by: "Ada" },
  {
    details: {
      n: 5,
      s: "x",
      none: null,
      flag: true,
      list: ["a"],
      deep: { k: 1, constructor: "q" },
      "a b": 1,
    },
  },
);
const evaluate = (expression: string) => compileExpression(expression)(event);

describe("what may be written", () => {
  test.each<[string, RegExp, number]>([
    ["priority ==", /^The expression ends too early\.$/, 11],
    ['(priority == "Low"', /^The expression ends too early: "\)" is missing\.$/, 18],
    ['has(details["a b")', /^"]" is missing\.$/, 17],
    ["true && || false", /^"\|\|" can't stand here\.$/, 8],
    ['priority == "Low', /^Unterminated string\.$/, 12],
    ["priority === 1", /^Unexpected character: =\.$/, 11],
    [
      "priority == Low",
      /^"Low" is no field: put a text in quotes, or write details\.Low for a detail\.$/,
      12,
    ],
    ["x".repeat(200), /^"x{40}…" is no field/, 0],
    ["true && priority > 3", /^A string can't be compared with an int\.$/, 8],
    ["update_at > timestamp(update_at)", /^A string can't be compared with a timestamp\.$/, 0],
    ["details == null", /^A map can't be compared with null\.$/, 0],
    ['priority in "Low"', /^in looks into a list or a map, and this is a string\.$/, 0],
    ["priority + 1 == 2", /^\+ can't be used on a string and an int\.$/, 0],
    ["!priority", /^! turns true and false round, and this is a string\.$/, 0],
    ["-priority == 1", /^- needs a number, and this is a string\.$/, 0],
    ["priority && true", /^&& and \|\| need true or false on both sides, and one is a string\.$/, 0],
    ["size(1) > 2", /^size\(\) can't be used like this: size\(int\)\.$/, 0],
    ["priority.contains(1)", /^contains\(\) can't be used like this: string\.contains\(int\)\.$/, 0],
    ["has(priority)", /^has\(\) takes a path into the details, such as/, 4],
    ["priority", /^This gives a string, and a rule needs true or false\.$/, 0],
    ["size(details.list)", /^This gives an int, and a rule needs/, 0],
    ['priority.matches("L.*")', /^matches\(\) can't be used in a rule\. Use contains/, 0],
    ['true && details.list.exists(x, x == "a")', /^exists\(\) can't be used in a rule\. .*no loops/, 8],
    ['details.list.all(x, x == "a")', /no loops/, 0],
    ['details.list.exists_one(x, x == "a")', /no loops/, 0],
    ["size(details.list.map(x, x)) == 1", /no loops/, 5],
    ["size(details.list.filter(x, true)) == 1", /no loops/, 5],
    ["cel.bind(x, 1, x == 1)", /no loops/, 0],
    ['size(description.split("")) > 1', /^split\(\) can't be used/, 5],
    ['bytes("a").hex() == "61"', /can't be used/, 0],
    ['true && priority in ["Low"] + ["High"]', /^Lists can't be joined in a rule\.$/, 20],
    ["(".repeat(900), /^The expression is nested more than 250 levels deep\.$/, 250],
  ])("%s is refused", (expression, message, at) => {
    expect(faultOfExpression(expression)).toEqual({ message: expect.stringMatching(message), at });
  });

  test.each([
    "true",
    'priority in ["Critical", "High"]',
    "has(details.n) && details.n > 3",
    'details["a b"] == 1',
    "details.flag",
    'timestamp(occurred_at).getHours("Europe/Berlin") < 8',
    'category == null ? initiated_by.startsWith("A") : size(category) > 3',
    `${"!".repeat(1_990)}true`,
  ])("%s is taken", (expression) => {
    expect(faultOfExpression(expression)).toBeNull();
  });
});

describe("a missing field", () => {
  test.each<[string, boolean]>([
    ['category == "x"', false],
    ['category != "x"', false],
    ['!(category == "x")', true],
    ['"x" != category', false],
    ['category.contains("x")', false],
    ['category in ["x"]', false],
    ['details.none != "x"', false],
    ["details.nowhere > 1", false],
    ["details.nowhere.at.all < 1", false],
    ["details.s.of.a.text == 1", false],
    ["details.list[7] == 1", false],
    ["has(details.nowhere.at.all)", false],
    ["category == null", true],
    ["category != null", false],
    ["null == details.none", true],
    ["initiated_by == null", false],
    ["initiated_by != null", true],
    ["details.deep == null", false],
    ["details.list != null", true],
    ['category == "x" || priority == "Low"', true],
    ['priority == "Low" && category != "x"', false],
    ["details.nowhere", false],
  ])("%s is %s", (expression, value) => {
    expect(evaluate(expression)).toEqual({ value });
  });
});

describe("on an event", () => {
  test.each<[string, boolean]>([
    ['priority == "Low" && initiated_by.lowerAscii() == "ada"', true],
    ["details.n == 5 && details.n >= 4.5", true],
    ['details.deep.constructor == "q"', true],
    ['string(details.flag) == "true"', true],
    ['"a" in details.list', true],
    ['occurred_at > "2026-11-24"', true],
  ])("%s is %s", (expression, value) => {
    expect(evaluate(expression)).toEqual({ value });
  });

  test.each<[string, RegExp]>([
    ["details.s > 3", /^A string can't be compared with an int\.$/],
    [
      "details.n + 1 == 6",
      /^\+ can't be used on a double and an int: numbers of details are doubles, so write 1\.0\.$/,
    ],
    ['details.n.contains("5")', /^contains\(\) can't be used like this: double\.contains\(string\)\.$/],
    ["timestamp(details.s) > timestamp(update_at)", /^timestamp\(\) requires/],
    ["1 / 0 == 1", /^Division by zero\.$/],
    ["size(details.list + details.list) == 2", /^Lists can't be joined in a rule\.$/],
    ["details.n", /^It gave neither true nor false\.$/],
    ['int(details.s) == 1 && priority == "Low"', /cannot convert to int/],
  ])("%s fails, and says why", (expression, error) => {
    expect(evaluate(expression)).toEqual({ error: expect.stringMatching(error) });
  });
});

test("no expression takes long, whatever it does with a list as long as details can be", () => {
  const list = Array.from({ length: 5_000 }, () => 1);
  const long = ruleEvent({ description: "a".repeat(10_000) }, { details: { l: list, m: [...list] } });
  const joinedTo = (part: string, by: string) =>
    Array.from({ length: Math.floor(1_900 / (part.length + by.length)) }, () => part).join(by);
  for (const expression of [
    `size(${joinedTo("details.l", " + ")}) == 0`,
    `size(${joinedTo("description", " + ")}) == 0`,
    joinedTo("details.l != details.m", " || "),
    joinedTo("11 in details.l", " || "),
    joinedTo('description.contains("aaaaaaab")', " || "),
  ]) {
    const compiled = compileExpression(expression);
    const before = process.threadCpuUsage();
    compiled(long);
    // The thread's own processor time, in µs: how busy the machine is does not count.
    const { user, system } = process.threadCpuUsage(before);
    expect(user + system, expression.slice(0, 40)).toBeLessThan(300_000);
  }
});
