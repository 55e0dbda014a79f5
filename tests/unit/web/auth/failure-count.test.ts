import { expect, test } from "vitest";
import { FailureCount } from "#lib/web/auth/failure-count.ts";

const MINUTE = 60_000;

/** A count that allows two failures, with failures of the key "ada" at these times. */
function countWith(...times: number[]): FailureCount {
  const count = new FailureCount(2);
  for (const at of times) count.add("ada", at);
  return count;
}

test.each([
  ["no failure", [], 0, 0],
  ["fewer failures than it may have", [0], 1, 0],
  ["as many as it may have: until the older one is 15 minutes old", [0, MINUTE], MINUTE + 1_000, 839_000],
  ["the older one over", [0, MINUTE], 15 * MINUTE, 0],
  ["more than it may have: the last two count", [0, MINUTE, 2 * MINUTE], 2 * MINUTE, 14 * MINUTE],
])("with %s", (_, times, now, wait) => {
  expect(countWith(...times).waitMs("ada", now)).toBe(wait);
});

test("each key counts by itself", () => {
  expect(countWith(0, 0).waitMs("bob", 1)).toBe(0);
});

test("a failure that is taken back does not count", () => {
  const count = countWith(0, MINUTE);
  count.takeBack("ada", MINUTE);
  expect(count.waitMs("ada", MINUTE)).toBe(0);
});
