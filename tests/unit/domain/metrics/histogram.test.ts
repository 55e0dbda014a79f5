import { expect, test } from "vitest";
import { Histogram } from "#lib/domain/metrics/histogram.ts";

test("a value counts in the first bucket that is not below it", () => {
  const histogram = new Histogram([1, 2.5]);
  for (const value of [0, 1, 1.1, 2.5, 2.6, 900]) histogram.observe(value);
  expect(histogram.read()).toEqual({ bounds: [1, 2.5], counts: [2, 2, 2], sum: 907.2 });
});

test("what was read does not change with later values", () => {
  const histogram = new Histogram([1]);
  const before = histogram.read();
  histogram.observe(0.5);
  expect(before).toEqual({ bounds: [1], counts: [0, 0], sum: 0 });
});
