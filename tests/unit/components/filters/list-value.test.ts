import fc from "fast-check";
import { expect, test } from "vitest";
import { listInWords, listOf } from "#components/filters/list-value.ts";

test.each<[string, string[]]>([
  ["", []],
  ["eu", ["eu"]],
  ["eu, us,  asia ,", ["eu", "us", "asia"]],
  ['"Berlin, DE", Paris', ["Berlin, DE", "Paris"]],
  ['12" disk, "say ""hi"""', ['12" disk', 'say "hi"']],
  ['"not closed, eu', ['"not closed', "eu"]],
  ['" "', [" "]],
])("%j is %j", (typed, list) => {
  expect(listOf(typed)).toEqual(list);
});

test("typing a list as shown gives the same list", () => {
  const value = fc.oneof(fc.string({ minLength: 1 }), fc.constantFrom(",", '"', " a", '","', '""', "a, b"));
  fc.assert(
    fc.property(fc.array(value), (list) => {
      expect(listOf(listInWords(list))).toEqual(list);
    }),
  );
});
