import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ChannelHealth, HEALTHY } from "#lib/domain/channel/health.ts";
import { KEPT_FREE, type LaneLoad, MAX_IN_FLIGHT, mayStart, wakesAt } from "#lib/engine/delivery/schedule.ts";

const load = (change: Partial<LaneLoad> = {}): LaneLoad => ({
  inFlight: 0,
  limit: 16,
  health: HEALTHY,
  ...change,
});
const CROWDED = MAX_IN_FLIGHT - KEPT_FREE;
const failing: ChannelHealth = { ...HEALTHY, failing: { since: 1_000, probeAt: 10_000, waitMs: 5_000 } };
const held: ChannelHealth = { ...HEALTHY, heldUntil: 12_000 };
const failingAndHeld = { ...failing, heldUntil: 12_000 };

describe("whether a lane may start a request", () => {
  test.each<[string, LaneLoad, number, number, boolean]>([
    ["it has nothing in flight", load(), 0, 0, true],
    ["it is one below its own limit", load({ inFlight: 15 }), 15, 0, true],
    ["it is at its own limit", load({ inFlight: 16 }), 16, 0, false],
    ["all slots are taken", load(), MAX_IN_FLIGHT, 0, false],
    ["it has many in flight and others wait for slots", load({ inFlight: 8 }), CROWDED, 0, false],
    ["it has three in flight and only kept slots are left", load({ inFlight: 3 }), CROWDED, 0, true],
    ["it has few in flight, however many the others have", load({ inFlight: 3 }), MAX_IN_FLIGHT - 1, 0, true],
    ["it has four in flight, which are not few any more", load({ inFlight: 4 }), CROWDED, 0, false],
    ["it has four in flight and others leave a slot", load({ inFlight: 4 }), CROWDED - 1, 0, true],
    ["it is failing and its probe is due", load({ health: failing }), 0, 10_000, true],
    ["it is failing and its probe is not due", load({ health: failing }), 0, 9_999, false],
    ["it is failing and a request is in flight", load({ health: failing, inFlight: 1 }), 1, 10_000, false],
    ["it is held", load({ health: held }), 0, 11_999, false],
    ["its hold is over", load({ health: held }), 0, 12_000, true],
    ["its probe is due while it is held", load({ health: failingAndHeld }), 0, 11_000, false],
    ["it is failing and its hold is over", load({ health: failingAndHeld }), 0, 12_000, true],
  ])("%s", (_, lane, total, now, expected) => {
    expect(mayStart(lane, total, now)).toBe(expected);
  });
});

test.each<[string, number, ChannelHealth, number]>([
  ["a healthy one: until something is due", 5_000, HEALTHY, 5_000],
  ["a failing one: until its probe", 5_000, failing, 10_000],
  ["a held one: until its hold ends", 5_000, held, 12_000],
  ["both: until the later", 5_000, failingAndHeld, 12_000],
  ["until the probe where the hold ends before", 5_000, { ...failing, heldUntil: 7_000 }, 10_000],
  ["until the delivery's own time where that is the latest", 60_000, failingAndHeld, 60_000],
])("a lane sleeps: %s", (_, dueAt, health, until) => {
  expect(wakesAt(dueAt, health)).toBe(until);
});

/** Serves lanes in turn as the engine does; each has its own limit, requests end when told. */
test("limits hold, and while others hang a quiet lane is served at once", () => {
  const steps = fc.array(fc.record({ lane: fc.nat(7), ends: fc.boolean() }), { maxLength: 600 });
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 256 }), { minLength: 8, maxLength: 8 }),
      steps,
      (limits, all) => {
        const inFlight = limits.map(() => 0);
        const total = () => inFlight.reduce((sum, one) => sum + one, 0);
        for (const { lane, ends } of all) {
          const lanes = load({ inFlight: inFlight[lane] ?? 0, limit: limits[lane] ?? 1 });
          if (ends && lanes.inFlight > 0) inFlight[lane] = lanes.inFlight - 1;
          else if (mayStart(lanes, total(), 0)) inFlight[lane] = lanes.inFlight + 1;
          expect(inFlight[lane]).toBeLessThanOrEqual(limits[lane] ?? 1);
          expect(total()).toBeLessThanOrEqual(MAX_IN_FLIGHT);
        }
        // Seven lanes that take all they get leave a slot for one that has nothing in flight.
        const greedy = limits.slice(1);
        const taken = greedy.map(() => 0);
        for (let turn = 0; turn < 300; turn++)
          for (const [index, limit] of greedy.entries()) {
            const sum = taken.reduce((one, other) => one + other, 0);
            if (mayStart(load({ inFlight: taken[index] ?? 0, limit }), sum, 0))
              taken[index] = (taken[index] ?? 0) + 1;
          }
        expect(
          mayStart(
            load(),
            taken.reduce((one, other) => one + other, 0),
            0,
          ),
        ).toBe(true);
      },
    ),
    { numRuns: 60 },
  );
});
