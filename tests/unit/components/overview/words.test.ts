import { expect, test } from "vitest";
import { axisScale } from "#components/overview/axis-scale.ts";
import {
  axisDuration,
  countInWords,
  durationInWords,
  rateInWords,
  shareInWords,
} from "#components/overview/words.ts";

test.each([
  [null, "–"],
  [0, "0 %"],
  [0.9996, "99.9 %"],
  [1, "100 %"],
])("a share of %j is %s, and only all is 100 %%", (share, words) => {
  expect(shareInWords(share)).toBe(words);
});

test.each([
  [null, "–"],
  [12, "12 ms"],
  [1_249, "1.2 s"],
  [12_400, "12 s"],
  [300_000, "5 min"],
  [33_554_432, "over 9 h"],
])("%j ms are %s", (ms, words) => {
  expect(durationInWords(ms)).toBe(words);
});

test.each([
  [0, "0"],
  [0.04, "0.04"],
  [0.25, "0.3"],
  [12.3, "12"],
  [1_204, "1,204"],
])("%d a minute is %s", (rate, words) => {
  expect(rateInWords(rate)).toBe(words);
});

test("what is not counted to its end says so", () => {
  expect([1_000, 1_001].map((count) => countInWords(count, 1_000))).toEqual(["1,000", "1,000+"]);
});

test.each([
  [0, ["0", "5 ms", "10 ms"]],
  [740, ["0", "0.5 s", "1 s"]],
  [50_000, ["0", "25 s", "50 s"]],
  [70_000, ["0", "1 min", "2 min"]],
  [3_000_000, ["0", "0.5 h", "1 h"]],
  [33_554_432, ["0", "6 h", "12 h"]],
])("an axis that holds %i ms reads %j", (longest, words) => {
  const { max, ticks } = axisScale(longest);
  expect(ticks.map((tick) => axisDuration(tick, max))).toEqual(words);
});
