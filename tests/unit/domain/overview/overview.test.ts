import { describe, expect, test } from "vitest";
import { figuresOf, NOTHING, sumOf } from "#lib/domain/overview/figures.ts";
import { LATENCY_BOUNDS, latencyClass, latencyWithin } from "#lib/domain/overview/latency.ts";
import { windowParts } from "#lib/domain/overview/window.ts";

const MINUTE = 60_000;

describe("a latency's class", () => {
  test.each([
    [0, 0],
    [4, 0],
    [5, 1],
    [8, 1],
    [9, 2],
    [33_554_432, 23],
    [33_554_433, 24],
    [1e12, 24],
  ])("%i ms → %i", (ms, expected) => {
    expect(latencyClass(ms)).toBe(expected);
  });

  test("each bound is the last of its class", () => {
    expect(LATENCY_BOUNDS.map(latencyClass)).toEqual(LATENCY_BOUNDS.map((_, index) => index));
  });
});

describe("the time within which a share was delivered", () => {
  test.each<[number[], number, number | null]>([
    [[], 0.5, null],
    [[0, 0], 0.95, null],
    [[0, 10], 0.5, 6],
    [[0, 10], 1, 8],
    [[90, 0, 0, 10], 0.5, 2],
    [[90, 0, 0, 10], 0.95, 24],
    [[0, 1, 1], 0.5, 8],
    [[...Array<number>(24).fill(0), 3], 0.5, 33_554_432],
  ])("of %j, %d: %j ms", (counts, share, expected) => {
    expect(latencyWithin(counts, share)).toBe(expected);
  });

  test("is at most twice, and at least half, the true one", () => {
    const times = Array.from({ length: 1_000 }, (_, index) => 5 + ((index * 7_919) % 4_999));
    const counts = Array<number>(25).fill(0);
    for (const ms of times) counts[latencyClass(ms)] = (counts[latencyClass(ms)] ?? 0) + 1;
    const sorted = times.toSorted((one, other) => one - other);
    for (const share of [0.1, 0.5, 0.95, 0.99]) {
      const ratio = (latencyWithin(counts, share) ?? 0) / (sorted[share * 1_000 - 1] ?? 1);
      expect(ratio).toBeGreaterThan(0.5);
      expect(ratio).toBeLessThan(2);
    }
  });
});

describe("a window", () => {
  const now = Date.parse("2026-11-29T12:37:20Z");

  test.each([
    ["1h", MINUTE, 60, "2026-11-29T11:38:00.000Z", "2026-11-29T12:37:00.000Z"],
    ["24h", 15 * MINUTE, 96, "2026-11-28T12:45:00.000Z", "2026-11-29T12:30:00.000Z"],
    ["7d", 60 * MINUTE, 168, "2026-11-22T13:00:00.000Z", "2026-11-29T12:00:00.000Z"],
  ] as const)("of %s has parts of %i ms, and the last one holds now", (window, span, count, first, last) => {
    const parts = windowParts(window, now);
    expect(parts).toMatchObject({ span, since: Date.parse(first), until: now });
    expect(parts.starts).toHaveLength(count);
    expect(parts.starts.at(0)).toBe(Date.parse(first));
    expect(parts.starts.at(-1)).toBe(Date.parse(last));
  });
});

describe("figures", () => {
  test("of several spans are those of their sum", () => {
    const one = { delivered: 8, failed: 1, cancelled: 2, failedAttempts: 5, latencies: [0, 8] };
    const other = { delivered: 1, failed: 0, cancelled: 0, failedAttempts: 0, latencies: [0, 0, 1] };
    expect(figuresOf(sumOf([one, other, NOTHING]))).toEqual({
      delivered: 9,
      failed: 1,
      cancelled: 2,
      failedAttempts: 5,
      shareDelivered: 0.9,
      p50: 6,
      p95: 12,
    });
  });

  test("of nothing have no share and no times", () => {
    expect(figuresOf(NOTHING)).toMatchObject({ delivered: 0, shareDelivered: null, p50: null, p95: null });
  });
});
