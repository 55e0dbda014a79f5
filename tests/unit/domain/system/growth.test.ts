import { describe, expect, test } from "vitest";
import { dayOf, growthOf, startOfDay } from "#lib/domain/system/growth.ts";

/** A database that grows by `perDay` bytes, as it was noted on these days. */
const noted = (days: readonly number[], perDay: number) =>
  days.map((day) => ({ day, databaseBytes: 1_000 + day * perDay, freeBytes: 500 }));

const upTo = (days: number) => Array.from({ length: days }, (_, day) => day);

describe("how fast the database grew", () => {
  test.each([
    ["no day", [], 10, { known: false, days: 0 }],
    ["six days", upTo(6), 10, { known: false, days: 6 }],
    ["a week", upTo(7), 10, { known: true, perDay: 10, days: 6, fullInDays: 20 }],
    ["days with gaps", [0, 1, 2, 3, 4, 5, 20], 10, { known: true, perDay: 10, days: 20, fullInDays: 20 }],
    [
      "a year: only the last month counts",
      upTo(365),
      1,
      { known: true, perDay: 1, days: 30, fullInDays: 200 },
    ],
    ["one that did not grow", upTo(10), 0, { known: true, perDay: 0, days: 9, fullInDays: null }],
    ["one that shrank", upTo(10), -5, { known: true, perDay: -5, days: 9, fullInDays: null }],
  ])("%s", (_, days, perDay, expected) => {
    expect(growthOf(noted(days, perDay), 200)).toEqual(expected);
  });
});

test("a day is one of UTC", () => {
  const noon = Date.parse("2026-11-29T23:59:59.999Z");
  expect(new Date(startOfDay(dayOf(noon))).toISOString()).toBe("2026-11-29T00:00:00.000Z");
});
