import { expect, test } from "vitest";
import { setBackBy } from "#lib/engine/clock/set-back.ts";

const HOUR = 3_600_000;

test.each([
  ["runs on", 1_000, 0],
  ["is kept right in small steps", 990, 0],
  ["is set back a little less than five seconds", -3_999, 0],
  ["is set back by five seconds", -4_000, 5_000],
  ["is set back by three hours", 1_000 - 3 * HOUR, 3 * HOUR],
  ["is set ahead, or the machine slept", 3 * HOUR, 0],
])("a clock that %s", (_, wall, back) => {
  expect(setBackBy({ wall: 50 * HOUR, steady: 7_000 }, { wall: 50 * HOUR + wall, steady: 8_000 })).toBe(back);
});
