import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  afterAttempt,
  afterEdit,
  type ChannelHealth,
  FAILURES_TO_FAIL,
  fromStored,
  HEALTHS,
  HEALTHY,
  healthOf,
  isStoredAs,
  LONGEST_HOLD_MS,
  REFUSALS_TO_REFUSE,
  toStored,
  withinLimits,
} from "#lib/domain/channel/health.ts";
import { type Outcome, outcomes } from "#lib/domain/delivery/outcome.ts";

type End = Parameters<typeof afterAttempt>[1];

const at = (startedAt: number, outcome: Outcome = "connection_refused", rest: Partial<End> = {}): End => ({
  outcome,
  status: null,
  startedAt,
  retryAfter: null,
  message: "Said.",
  ...rest,
});
const answered = (startedAt: number, status: number, rest: Partial<End> = {}): End =>
  at(startedAt, "http_status", { status, ...rest });
const delivered = (startedAt: number): End => at(startedAt, "delivered", { status: 200 });

/** What these ends lead to, each at the moment it started. */
const healthAfter = (ends: readonly End[], from: ChannelHealth = HEALTHY): ChannelHealth =>
  ends.reduce((health, end) => afterAttempt(health, end, end.startedAt), from);

/** So many failures, a second apart from 0 on. */
const failures = (count: number): End[] => Array.from({ length: count }, (_, index) => at(index * 1_000));

const failing = healthAfter(failures(FAILURES_TO_FAIL));
const refusing = healthAfter([
  answered(1, 401),
  answered(2, 404),
  answered(3, 401, { message: "Check the token." }),
]);

/** The first failure came at 0, and nothing has succeeded since. */
const FAILED: ChannelHealth = { ...HEALTHY, onlyFailuresSince: 0 };

describe("a healthy channel", () => {
  test("is failing after five retryable failures in a row, and probed after 5 s", () => {
    expect(healthAfter(failures(FAILURES_TO_FAIL - 1))).toEqual({ ...FAILED, failures: 4 });
    expect(failing).toEqual({ ...FAILED, failing: { since: 4_000, probeAt: 9_000, waitMs: 5_000 } });
  });

  test.each<[string, End[]]>([
    ["401, 404 and 400", [answered(1, 401), answered(2, 404), answered(3, 400)]],
    ["refused addresses", [at(1, "address_refused"), at(2, "address_refused"), at(3, "address_refused")]],
    ["redirects", [answered(1, 301), answered(2, 302), answered(3, 308)]],
  ])("is refusing after three final failures in a row: %s", (_, ends) => {
    expect(healthAfter(ends.slice(0, REFUSALS_TO_REFUSE - 1))).toEqual({
      ...HEALTHY,
      onlyFailuresSince: 1,
      refusals: 2,
    });
    expect(healthAfter(ends)).toEqual({
      ...HEALTHY,
      onlyFailuresSince: 1,
      refusing: { since: 3, message: "Said." },
    });
  });

  test("starts both counts anew after a success", () => {
    const almost = [...failures(4), answered(4_000, 401), answered(4_001, 401)];
    expect(healthAfter(almost)).toEqual({ ...FAILED, failures: 4, refusals: 2 });
    expect(healthAfter([...almost, delivered(5_000)])).toEqual(HEALTHY);
  });

  test("has the two kinds of failure counted apart", () => {
    const mixed = failures(4).flatMap((end) => [end, answered(end.startedAt, 404)]);
    expect(healthAfter(mixed.slice(0, 5))).toEqual({ ...FAILED, failures: 3, refusals: 2 });
    const last = healthAfter([...mixed, at(9_000)]);
    expect(last).toMatchObject({ failing: { since: 9_000 }, refusing: { since: 2_000 } });
  });

  test("counts a refused certificate as a retryable failure", () => {
    expect(healthAfter([at(1, "certificate_refused"), at(2, "certificate_changed")])).toMatchObject({
      failures: 2,
    });
  });

  test("stays the same object while all is well", () => {
    expect(afterAttempt(HEALTHY, delivered(0), 0)).toBe(HEALTHY);
  });
});

describe("a failing channel", () => {
  test("is probed after 5 s, 10 s, 20 s, 40 s, and then every 60 s, whichever way a probe fails", () => {
    let health = failing;
    const waits: number[] = [];
    for (let probe = 0; probe < 6; probe++) {
      const { probeAt = 0, waitMs = 0 } = health.failing ?? {};
      waits.push(waitMs);
      health = afterAttempt(health, probe % 2 === 0 ? at(probeAt) : answered(probeAt, 404), probeAt);
    }
    expect(waits).toEqual([5_000, 10_000, 20_000, 40_000, 60_000, 60_000]);
  });

  test("is not probed by a delivery that has no body, for that sends nothing", () => {
    const { probeAt = 0 } = failing.failing ?? {};
    const after = healthAfter([at(probeAt, "format_failed")], failing);
    expect(after.failing).toEqual(failing.failing);
    expect(after.refusals).toBe(1);
  });

  test("does not wait longer for what was sent before it was failing", () => {
    expect(afterAttempt(failing, at(3_999), 5_000)).toEqual(failing);
  });

  test("is healthy by one success, whenever that was asked for", () => {
    expect(afterAttempt(failing, delivered(3_000), 5_000)).toEqual(HEALTHY);
    expect(afterAttempt(failing, answered(9_000, 400), 9_010)).toMatchObject({ failing: { since: 4_000 } });
  });
});

describe("a refusing channel", () => {
  test("keeps what was said when it began, until a success", () => {
    expect(refusing).toMatchObject({ refusing: { since: 3, message: "Check the token." } });
    expect(healthAfter([answered(4, 404)], refusing)).toEqual(refusing);
    expect(healthAfter([at(4)], refusing)).toEqual({ ...refusing, failures: 1 });
    expect(healthAfter([delivered(4)], refusing)).toEqual(HEALTHY);
  });
});

describe("a hold", () => {
  const wait = (status: number, retryAfter: string | null) => answered(10_000, status, { retryAfter });
  const refused = (retryAfter: string | null, triesAgain: boolean): End => ({
    ...wait(200, retryAfter),
    outcome: "receiver_refused",
    triesAgain,
  });

  test.each<[string, End, number]>([
    ["429 for 3 s", wait(429, "3"), 13_000],
    ["503 for 3 s", wait(503, "3"), 13_000],
    ["until a date", wait(429, "Thu, 01 Jan 1970 00:00:40 GMT"), 40_000],
    ["a day: at most five minutes", wait(429, "86400"), 10_000 + LONGEST_HOLD_MS],
    ["429 without a wait", wait(429, null), 0],
    ["503 with a wait that makes no sense", wait(503, "soon"), 0],
    ["another status with a wait", wait(500, "3"), 0],
    ["a final status with a wait", wait(404, "3"), 0],
    ["the longest of the header's wait and the body's", wait(429, "3, 7"), 17_000],
    ["a refusal in the body that names a wait", refused("3", true), 13_000],
    ["one that names none", refused(null, true), 0],
    ["one that is final", refused("3", false), 0],
  ])("%s", (_, end, heldUntil) => {
    expect(afterAttempt(HEALTHY, end, 10_000)).toMatchObject({ heldUntil });
  });

  test("counts for failing all the same", () => {
    expect(healthAfter(Array.from({ length: FAILURES_TO_FAIL }, () => wait(429, "60")))).toMatchObject({
      failing: { since: 10_000, probeAt: 15_000 },
      heldUntil: 70_000,
    });
  });

  test("is never shortened by a shorter one, nor by a failure; a success ends it", () => {
    const held = healthAfter([wait(429, "60")]);
    expect(healthAfter([wait(429, "2"), at(10_001), answered(10_002, 404)], held)).toMatchObject({
      heldUntil: 70_000,
    });
    expect(healthAfter([delivered(9_000)], held)).toEqual(HEALTHY);
  });
});

describe("an edit", () => {
  const ill: ChannelHealth = {
    failures: 2,
    refusals: 0,
    failing: { since: 1, probeAt: 60_000, waitMs: 40_000 },
    refusing: { since: 3, message: "Check the token." },
    onlyFailuresSince: 1,
    heldUntil: 90_000,
  };

  test("ends refusing and tries a failing channel at once; the hold ends with the destination alone", () => {
    expect(afterEdit(ill, toStored(ill), 50_000)).toEqual({
      ...ill,
      failing: { since: 1, probeAt: 50_000, waitMs: 5_000 },
      refusing: null,
    });
    expect(afterEdit(ill, { ...toStored(ill), heldUntil: null }, 50_000).heldUntil).toBe(0);
  });
});

describe("a run of nothing but failures", () => {
  const since = (ends: readonly End[]) => healthAfter(ends).onlyFailuresSince;

  test("begins with a delivery without a body too: nothing arrives", () => {
    expect(since([delivered(1), at(2, "format_failed"), at(3)])).toBe(2);
  });

  test("begins with its first failure of either kind, and ends with a success alone", () => {
    const run = [delivered(1_000), at(2_000), answered(3_000, 401), ...failures(9)];
    expect(since(run)).toBe(2_000);
    expect(since([...run, delivered(9_000)])).toBeNull();
    expect(afterEdit(healthAfter(run), toStored(refusing), 10_000).onlyFailuresSince).toBe(2_000);
  });

  test("is written once it makes the channel failing or refusing, and when it ends", () => {
    const healthy = toStored(HEALTHY);
    const short = toStored(healthAfter(failures(FAILURES_TO_FAIL - 1)));
    expect([isStoredAs(short, healthy), isStoredAs(toStored(failing), healthy)]).toEqual([true, false]);
    expect([isStoredAs(healthy, short), isStoredAs(toStored(failing), toStored(failing))]).toEqual([
      false,
      true,
    ]);
  });
});

describe("a restart", () => {
  test("keeps the states and the hold, probes at once, and counts anew", () => {
    const before = {
      ...healthAfter([...failures(5), answered(5_000, 429, { retryAfter: "100" })]),
      refusals: 2,
    };
    expect(fromStored(toStored(before), 50_000)).toEqual({
      ...FAILED,
      failing: { since: 4_000, probeAt: 50_000, waitMs: 5_000 },
      heldUntil: 105_000,
    });
    expect(fromStored(toStored(refusing), 50_000)).toEqual(refusing);
  });
});

test("a clock that was set back makes no wait longer than it may be", () => {
  const ill = healthAfter([...failures(5), answered(4_000, 429, { retryAfter: "300" })].map((end) => end));
  expect(withinLimits(ill, -3_600_000)).toMatchObject({
    failing: { probeAt: -3_600_000 + (ill.failing?.waitMs ?? 0) },
    onlyFailuresSince: -3_600_000,
    heldUntil: -3_600_000 + LONGEST_HOLD_MS,
  });
  expect(fromStored({ ...toStored(ill), heldUntil: 9e12 }, 0).heldUntil).toBe(LONGEST_HOLD_MS);
});

test.each([
  [true, null, null, "healthy"],
  [true, null, 5, "refusing"],
  [true, 5, null, "failing"],
  [true, 5, 5, "failing"],
  [false, 5, 5, "disabled"],
  [false, null, null, "disabled"],
] as const)(
  "enabled %s, failing since %s, refusing since %s: %s",
  (enabled, failingSince, refusingSince, name) => {
    expect(healthOf({ enabled, failingSince, refusingSince })).toBe(name);
    expect(HEALTHS).toContain(name);
  },
);

test("whatever comes, the next probe is never more than a minute away, and no hold lasts over five", () => {
  const end = fc.record({
    outcome: fc.constantFrom(...outcomes),
    status: fc.constantFrom(null, 200, 404, 429, 500, 503),
    retryAfter: fc.constantFrom(null, "0", "7", "100000"),
    after: fc.nat(120_000),
  });
  fc.assert(
    fc.property(fc.array(end, { maxLength: 60 }), (ends) => {
      let health = HEALTHY;
      let now = 1_000_000;
      for (const { after: pause, ...one } of ends) {
        now += pause;
        health = afterAttempt(health, at(now, one.outcome, one), now);
        expect((health.failing?.probeAt ?? now) - now).toBeLessThanOrEqual(60_000);
        expect(health.heldUntil - now).toBeLessThanOrEqual(LONGEST_HOLD_MS);
        expect(health.failures).toBeLessThan(FAILURES_TO_FAIL);
        expect(health.refusals).toBeLessThan(REFUSALS_TO_REFUSE);
      }
    }),
  );
});
