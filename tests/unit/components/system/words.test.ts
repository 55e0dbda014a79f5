import { describe, expect, test } from "vitest";
import { everyInWords, growthInWords, loadInWords } from "#components/system/words.ts";

const grows = (perDay: number, fullInDays: number | null) =>
  growthInWords({ known: true, perDay, days: 30, fullInDays });

describe("how fast the database grows", () => {
  test.each([
    [growthInWords({ known: false, days: 0 }), "Known once the size was noted on 7 days: so far on none."],
    [growthInWords({ known: false, days: 3 }), "Known once the size was noted on 7 days: so far on 3."],
    [grows(0, null), "It did not grow in the last 30 days."],
    [
      grows(2 ** 20, 1),
      "About 1.0 MiB a day in the last 30 days: at this pace the free space lasts about 1 day.",
    ],
    [grows(2 ** 20, 0), expect.stringMatching(/lasts less than a day\.$/)],
    [grows(2 ** 20, 700), expect.stringMatching(/lasts about 700 days\.$/)],
    [grows(2 ** 20, 800), expect.stringMatching(/lasts about 2 years\.$/)],
    [grows(2 ** 20, 9_000), expect.stringMatching(/lasts for more than 10 years\.$/)],
  ])("%s", (words, expected) => {
    expect(words).toEqual(expected);
  });
});

test.each([
  [0, "0 %"],
  [0.001, "under 1 %"],
  [0.034, "3 %"],
  [1, "100 %"],
])("a load of %d is %s", (share, words) => {
  expect(loadInWords(share)).toBe(words);
});

test.each([
  [600_000, "every 10 min"],
  [86_400_000, "every day"],
  [172_800_000, "every 2 days"],
])("%d ms is %s", (ms, words) => {
  expect(everyInWords(ms)).toBe(words);
});
