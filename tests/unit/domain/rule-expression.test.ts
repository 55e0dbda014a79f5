import { describe, expect, test } from "vitest";
import { compileExpression, faultOfExpression } from "#lib/domain/rule-expression.ts";
import { ruleEvent } from "../../support/rules.ts";

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
    ['priority == "Low', /^Unterminated string\.$/, 12],
    ["priority === 1", /^Unexpected character: =\.$/, 11],
    ['severity == "Low"', /^Unknown variable: severity\.$/, 0],
    ["true && priority > 3", /^No such overload: string > int\.$/, 8],
    ["priority", /gives a string, and a rule needs true or false/, 0],
    ["size(details.list)", /gives a int, and a rule needs/, 0],
    ['priority.matches("L.*")', /^matches\(\) can't be used in a rule\. Use contains/, 0],
    ['true && details.list.exists(x, x == "a")', /^exists\(\) can't be used in a rule\. .*no loops/, 8],
    ['details.list.all(x, x == "a")', /no loops/, 0],
    ['details.list.exists_one(x, x == "a")', /no loops/, 0],
    ["size(details.list.map(x, x)) == 1", /no loops/, 5],
    ["size(details.list.filter(x, true)) == 1", /no loops/, 5],
    ["cel.bind(x, 1, x == 1)", /no loops/, 0],
    ['size(description.split("")) > 1', /^split\(\) can't be used/, 5],
    ['bytes("a").hex() == "61"', /can't be used/, 0],
    ["(".repeat(900), /maxDepth/, 250],
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
    ["details.s > 3", /^No such overload: .*string.* > int\.$/],
    ["1 / 0 == 1", /^Division by zero\.$/],
    ["details.n", /^It gave neither true nor false\.$/],
    ['int(details.s) == 1 && priority == "Low"', /cannot convert to int/],
  ])("%s fails, and says why", (expression, error) => {
    expect(evaluate(expression)).toEqual({ error: expect.stringMatching(error) });
  });
});
