import { expect, test } from "vitest";
import { watchArrivals } from "#lib/engine/clock/arrivals.ts";

test("events a second are told over half a second or more", () => {
  let [at, seq] = [0, 100];
  const arrivals = watchArrivals(
    () => seq,
    () => at,
  );
  const after = (ms: number, events: number) => {
    at += ms;
    seq += events;
    return arrivals();
  };
  expect(after(400, 4_000)).toBe(0);
  expect(after(600, 1_000)).toBe(5_000);
  expect(after(100, 0)).toBe(5_000);
  expect(after(900, 500)).toBe(500);
  expect(after(500, 0)).toBe(0);
});
