import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  afterAttempt,
  type ChannelHealth,
  FAILURES_TO_FAIL,
  failingSince,
  HEALTHY,
} from "#lib/domain/channel-health.ts";
import { type Outcome, outcomes } from "#lib/domain/outcome.ts";

type End = { outcome: Outcome; status: number | null; startedAt: number };

const at = (
  startedAt: number,
  outcome: Outcome = "connection_refused",
  status: number | null = null,
): End => ({
  outcome,
  status,
  startedAt,
});

/** What so many failures in a row, a second apart from 0 on, lead to. */
function afterFailures(count: number): ChannelHealth {
  let health = HEALTHY;
  for (let index = 0; index < count; index++) health = afterAttempt(health, at(index * 1_000), index * 1_000);
  return health;
}

describe("a healthy channel", () => {
  test("is failing after five retryable failures in a row, and probed after 5 s", () => {
    expect(afterFailures(FAILURES_TO_FAIL - 1)).toEqual({ kind: "healthy", failures: 4 });
    expect(afterFailures(FAILURES_TO_FAIL)).toEqual({
      kind: "failing",
      since: 4_000,
      probeAt: 9_000,
      waitMs: 5_000,
    });
  });

  test.each([
    ["delivered", 200],
    ["http_status", 404],
    ["http_status", 410],
  ] as const)("starts to count anew after %s %i", (outcome, status) => {
    expect(afterAttempt(afterFailures(4), at(4_000, outcome, status), 4_000)).toEqual(HEALTHY);
  });

  test("is none the wiser by a refused address", () => {
    const health = afterFailures(4);
    expect(afterAttempt(health, at(4_000, "address_refused"), 4_000)).toBe(health);
  });

  test("stays the same object while all is well", () => {
    expect(afterAttempt(HEALTHY, at(0, "delivered", 200), 0)).toBe(HEALTHY);
  });
});

describe("a failing channel", () => {
  const failing = afterFailures(FAILURES_TO_FAIL);

  test("is probed after 5 s, 10 s, 20 s, 40 s, and then every 60 s", () => {
    let health = failing;
    const waits: number[] = [];
    for (let probe = 0; probe < 6; probe++) {
      if (health.kind !== "failing") throw new Error("It recovered.");
      waits.push(health.waitMs);
      health = afterAttempt(health, at(health.probeAt), health.probeAt);
    }
    expect(waits).toEqual([5_000, 10_000, 20_000, 40_000, 60_000, 60_000]);
  });

  test("does not wait longer for what was sent before it was failing", () => {
    expect(afterAttempt(failing, at(3_999), 5_000)).toBe(failing);
  });

  test("is healthy by one answer, whenever that was asked for", () => {
    expect(afterAttempt(failing, at(3_000, "delivered", 204), 5_000)).toEqual(HEALTHY);
    expect(afterAttempt(failing, at(9_000, "http_status", 400), 9_010)).toEqual(HEALTHY);
  });

  test("is probed at once after a restart", () => {
    expect(failingSince(4_000, 90_000)).toMatchObject({ kind: "failing", since: 4_000, probeAt: 90_000 });
  });
});

test("whatever comes, the next probe is never more than a minute away", () => {
  const end = fc.record({
    outcome: fc.constantFrom(...outcomes),
    status: fc.constantFrom(null, 200, 404, 429, 500, 503),
    after: fc.nat(120_000),
  });
  fc.assert(
    fc.property(fc.array(end, { maxLength: 60 }), (ends) => {
      let health = HEALTHY;
      let now = 1_000_000;
      for (const { outcome, status, after } of ends) {
        now += after;
        health = afterAttempt(health, { outcome, status, startedAt: now }, now);
        if (health.kind === "failing") {
          expect(health.probeAt - now).toBeLessThanOrEqual(60_000);
          expect(health.since).toBeLessThanOrEqual(now);
        } else expect(health.failures).toBeLessThan(FAILURES_TO_FAIL);
      }
    }),
  );
});
