import { expect, test } from "vitest";
import { freeInWords, isStorageLow } from "#lib/domain/own/storage.ts";

const GIB = 2 ** 30;

test.each([
  ["3 % and 3 GiB of 100 GiB", 3, 100, false, true],
  ["3 % and 30 GiB of 1,000 GiB", 30, 1_000, false, false],
  ["10 % and 1 GiB of 10 GiB", 1, 10, false, false],
  ["6 % and 6 GiB, after it was enough", 6, 100, false, false],
  ["6 % and 6 GiB, after it was low", 6, 100, true, true],
  ["7 % of 100 GiB, after it was low", 7, 100, true, false],
  ["7 GiB of 1,000 GiB, after it was low", 7, 1_000, true, false],
])("%s free", (_, free, total, wasLow, low) => {
  expect(isStorageLow({ free: free * GIB, total: total * GIB }, wasLow)).toBe(low);
});

test("says how much is free", () => {
  expect(freeInWords({ free: 1.5 * GIB, total: 100 * GIB })).toBe("1.5 GiB (2 %)");
});
