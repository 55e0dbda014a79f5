import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Outcome, outcomes } from "#lib/domain/delivery/outcome.ts";
import {
  type AttemptEnd,
  decideNext,
  defaultRetrySchedule,
  isRetryable,
} from "#lib/domain/delivery/retry.ts";
import { retryScheduleSchema } from "#lib/domain/delivery/retry-schema.ts";

const now = Date.parse("2026-01-02T03:04:05Z");

function end(change: Partial<AttemptEnd>): AttemptEnd {
  return {
    outcome: "http_status",
    status: 500,
    retryAfter: null,
    attemptsMade: 1,
    schedule: [10, 20],
    now,
    random: 0.5,
    ...change,
  };
}

function waitOf(change: Partial<AttemptEnd>): number {
  const next = decideNext(end(change));
  if (next.kind !== "retry") throw new Error(`expected a retry, got ${next.kind}`);
  return next.at - now;
}

describe("what is retried", () => {
  test.each([500, 501, 502, 503, 504, 599, 408, 425, 429])("status %i is", (status) => {
    expect(decideNext(end({ status })).kind).toBe("retry");
  });

  test.each([300, 301, 302, 304, 307, 400, 401, 403, 404, 409, 413, 415, 422, 499])(
    "status %i is not",
    (status) => {
      const next = decideNext(end({ status }));
      expect(next).toEqual({ kind: "failed", reason: "final_status", disablesChannel: false });
    },
  );

  test("410 is final and disables the channel", () => {
    const next = decideNext(end({ status: 410 }));
    expect(next).toEqual({ kind: "failed", reason: "gone", disablesChannel: true });
  });

  const others = ["delivered", "http_status", "address_refused", "receiver_refused", "format_failed"];
  const faults = outcomes.filter((name) => !others.includes(name));
  test.each(faults)("%s is", (outcome) => {
    expect(decideNext(end({ outcome, status: null })).kind).toBe("retry");
    expect(isRetryable(outcome, null)).toBe(true);
  });

  test.each(["address_refused", "format_failed"] as const)("%s is final", (outcome) => {
    const next = decideNext(end({ outcome, status: null }));
    expect(next).toEqual({ kind: "failed", reason: outcome, disablesChannel: false });
    expect(isRetryable(outcome, null)).toBe(false);
  });

  test("a refusal in the body is final, unless the receiver wants another attempt", () => {
    const refused = { outcome: "receiver_refused", status: 200 } as const;
    expect(decideNext(end(refused))).toMatchObject({ kind: "failed", reason: "final_status" });
    expect(isRetryable("receiver_refused", 200)).toBe(false);
    expect(decideNext(end({ ...refused, triesAgain: true })).kind).toBe("retry");
    expect(waitOf({ ...refused, triesAgain: true, retryAfter: "60", random: 0 })).toBe(60_000);
    expect(isRetryable("receiver_refused", 200, true)).toBe(true);
  });

  test("what is delivered is done", () => {
    expect(decideNext(end({ outcome: "delivered", status: 204 }))).toEqual({ kind: "delivered" });
  });

  test("an answer that broke off is retried, whatever its status", () => {
    expect(decideNext(end({ outcome: "connection_closed", status: 404 })).kind).toBe("retry");
  });
});

describe("when", () => {
  test("each attempt takes the next delay, ±20 %", () => {
    expect(waitOf({ attemptsMade: 1 })).toBe(10_000);
    expect(waitOf({ attemptsMade: 2 })).toBe(20_000);
    expect(waitOf({ random: 0 })).toBe(8_000);
    expect(waitOf({ random: 1 - Number.EPSILON })).toBe(12_000);
  });

  test("after the last delay the delivery has failed", () => {
    const exhausted = { kind: "failed", reason: "retries_exhausted", disablesChannel: false };
    expect(decideNext(end({ attemptsMade: 3 }))).toEqual(exhausted);
    expect(decideNext(end({ attemptsMade: 1, schedule: [] }))).toEqual(exhausted);
    expect(decideNext(end({ attemptsMade: 3, retryAfter: "60" }))).toEqual(exhausted);
  });

  test("never before Retry-After, which the schedule does not shorten", () => {
    expect(waitOf({ retryAfter: "60", random: 0 })).toBe(60_000);
    expect(waitOf({ retryAfter: "1", random: 0 })).toBe(8_000);
    expect(waitOf({ retryAfter: "soon", random: 0 })).toBe(8_000);
  });
});

describe("for any attempt", () => {
  const delays = fc.array(fc.integer({ min: 1, max: 604_800 }), { maxLength: 12 });
  const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
  const retried = fc.constantFrom<Outcome>("timeout", "http_status", "dns_failed");

  test("never before Retry-After, never outside the jitter without it", () => {
    const seconds = fc.option(fc.integer({ min: 0, max: 200_000 }));
    fc.assert(
      fc.property(delays, random, retried, seconds, fc.nat(13), (schedule, spread, outcome, after, made) => {
        const retryAfter = after === null ? null : String(after);
        const next = decideNext(
          end({ outcome, schedule, random: spread, retryAfter, attemptsMade: made + 1 }),
        );
        if (next.kind !== "retry") return made >= schedule.length;
        const wait = next.at - now;
        const delay = (schedule[made] ?? 0) * 1000;
        const asked = after === null ? 0 : Math.min(Math.max(after, 1), 86_400) * 1000;
        return wait >= asked && wait >= delay * 0.8 - 1 && wait <= Math.max(asked, delay * 1.2) + 1;
      }),
    );
  });

  test("never more attempts than the schedule's delays and one", () => {
    fc.assert(
      fc.property(delays, random, retried, (schedule, spread, outcome) => {
        let made = 1;
        while (decideNext(end({ outcome, schedule, random: spread, attemptsMade: made })).kind === "retry")
          made += 1;
        return made === schedule.length + 1;
      }),
    );
  });
});

describe("retry_schedule", () => {
  test.each([[[]], [[...defaultRetrySchedule]], [Array(12).fill(604_800)], [[1]]])("takes %j", (schedule) => {
    expect(retryScheduleSchema.parse(schedule)).toEqual(schedule);
  });

  test.each([
    [[0], "A delay is at least 1 second."],
    [[604_801], "A delay is at most 7 days (604800 seconds)."],
    [[1.5], "Each delay is a whole number of seconds."],
    [["5"], "Each delay is a whole number of seconds."],
    [Array(13).fill(5), "A retry schedule has at most 12 delays."],
    ["5", "The retry schedule is a list of delays in seconds."],
    [null, "The retry schedule is a list of delays in seconds."],
  ])("refuses %j in words", (schedule, message) => {
    expect(retryScheduleSchema.safeParse(schedule).error?.issues[0]?.message).toBe(message);
  });
});
