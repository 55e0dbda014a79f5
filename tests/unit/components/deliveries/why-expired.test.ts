import { expect, test } from "vitest";
import { whyExpired } from "#components/deliveries/why-expired.ts";

test.each([
  ["its time was over", 1_000, /could not be delivered within 7 days/],
  ["its time was over when the chore looked, a minute later", 61_000, /could not be delivered within 7 days/],
  ["it had time left: too many waited", 999, /more than 1,000,000 deliveries waited/],
])("a delivery expired because %s", (_, finishedAt, words) => {
  expect(whyExpired({ finishedAt, expiresAt: 1_000 })).toMatch(words);
});
