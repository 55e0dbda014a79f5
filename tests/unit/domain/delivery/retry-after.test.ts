import { describe, expect, test } from "vitest";
import { retryAfterMs } from "#lib/domain/delivery/retry-after.ts";

const now = Date.parse("2026-01-02T03:04:05Z");

describe("Retry-After", () => {
  test.each([
    ["60", 60_000],
    [" 60 ", 60_000],
    ["1", 1_000],
    ["60.5", 61_000],
    ["60.001", 61_000],
    ["60.", 60_000],
    [".5", 1_000],
  ])("%j is seconds, a fraction rounded up", (header, wait) => {
    expect(retryAfterMs(header, now)).toBe(wait);
  });

  test.each([
    "Fri, 02 Jan 2026 03:05:05 GMT",
    "Fri, 02 Jan 2026 03:05:05 UTC",
    "Fri, 02 Jan 2026 03:05:05 +0000",
    "Fri, 2 Jan 2026 03:05:05 -0000",
    "Friday, 02-Jan-26 03:05:05 GMT",
    "Friday, 02-Jan-26 03:05:05 UTC",
    "Fri Jan  2 03:05:05 2026",
  ])("%j is a date", (header) => {
    expect(retryAfterMs(header, now)).toBe(60_000);
  });

  test.each([
    ["17, 120", 120_000],
    ["120, 17", 120_000],
    ["120,17.5", 120_000],
    ["5, Fri, 02 Jan 2026 03:05:05 GMT", 60_000],
    ["Fri, 02 Jan 2026 03:05:05 GMT, 5", 60_000],
    ["Friday, 02-Jan-26 03:05:05 GMT, 120", 120_000],
    ["Fri, 02 Jan 2026 03:05:05 GMT, Fri, 02 Jan 2026 03:06:05 UTC", 120_000],
    ["soon, 17", 17_000],
    ["17, ", 17_000],
  ])("of %j the longest counts", (header, wait) => {
    expect(retryAfterMs(header, now)).toBe(wait);
  });

  test.each([
    ["0", 1_000],
    ["Thu, 01 Jan 2026 00:00:00 GMT", 1_000],
    ["99999999999999999999999", 86_400_000],
    ["86401", 86_400_000],
    ["Sun, 01 Jan 2040 00:00:00 GMT", 86_400_000],
  ])("%j is clamped to 1 s – 24 h", (header, wait) => {
    expect(retryAfterMs(header, now)).toBe(wait);
  });

  test.each([
    null,
    "",
    ",",
    "soon",
    "-60",
    "+60",
    "1e3",
    "60s",
    "0x3c",
    "1.2.3",
    ".",
    "Infinity",
    "2026-01-02T03:05:05Z",
    "Fri, 02 Jan 2026 03:05:05 CET",
    "Fri, 02 Jan 2026 03:05:05 +0100",
    "Fri, 99 Jan 2026 03:05:05 GMT",
  ])("%j makes no sense and asks for nothing", (header) => {
    expect(retryAfterMs(header, now)).toBe(0);
  });

  test("a long one costs no more than its length", () => {
    expect(retryAfterMs("Fri, ".repeat(3_000), now)).toBe(0);
    expect(retryAfterMs("9,".repeat(8_000), now)).toBe(9_000);
  });
});
