import { expect, test } from "vitest";
import { exactTimes, formatAgo, formatExact } from "#components/ui/time-format.ts";

const MOMENT = Date.parse("2026-11-24T06:22:48Z");

test.each([
  [null, "24 Nov 2026, 06:22:48 UTC"],
  ["UTC", "24 Nov 2026, 06:22:48 UTC"],
  ["Europe/Berlin", "24 Nov 2026, 07:22:48 GMT+1"],
  ["America/Los_Angeles", "23 Nov 2026, 22:22:48 GMT-8"],
  ["Asia/Kathmandu", "24 Nov 2026, 12:07:48 GMT+5:45"],
])("in %s: %s", (zone, text) => {
  expect(formatExact(MOMENT, zone)).toBe(text);
});

test("a chosen zone is in the server's HTML too, with UTC beside it", () => {
  const both = ["24 Nov 2026, 07:22:48 GMT+1", "24 Nov 2026, 06:22:48 UTC"];
  for (const inBrowser of [false, true]) expect(exactTimes(MOMENT, "Europe/Berlin", inBrowser)).toEqual(both);
  expect(exactTimes(MOMENT, "UTC", true)).toEqual(["24 Nov 2026, 06:22:48 UTC"]);
  expect(exactTimes(MOMENT, null, false)).toEqual(["24 Nov 2026, 06:22:48 UTC"]);
});

test.each([
  [null, "24 Nov 2026"],
  ["Europe/Berlin", "24 Nov 2026"],
  ["America/Los_Angeles", "23 Nov 2026"],
])("the date from 30 days on in %s: %s", (zone, text) => {
  const day = 24 * 3_600_000;
  expect(formatAgo(MOMENT, MOMENT + 30 * day, zone)).toBe(text);
  expect(formatAgo(MOMENT, MOMENT + 29 * day, zone)).toBe("29 days ago");
});
