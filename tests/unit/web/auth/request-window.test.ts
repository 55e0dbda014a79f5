import { describe, expect, test } from "vitest";
import { RequestWindow } from "#lib/web/auth/request-window.ts";

/** How many of so many requests, one every `everyMs` from 0 on, are taken. */
function takenOf(window: RequestWindow, requests: number, everyMs: number): number {
  let taken = 0;
  for (let index = 0; index < requests; index++) if (window.take(index * everyMs).ok) taken++;
  return taken;
}

test("so many requests are taken in 60 s, and one more is not", () => {
  const window = new RequestWindow(2);
  expect(window.take(0)).toEqual({ ok: true, remaining: 1, resetMs: 60_000 });
  expect(window.take(30_000)).toEqual({ ok: true, remaining: 0, resetMs: 30_000 });
  expect(window.take(45_000)).toEqual({ ok: false, remaining: 0, resetMs: 15_000 });
});

test("one is taken again once the oldest is 60 s old; then the next one counts", () => {
  const window = new RequestWindow(2);
  for (const at of [0, 30_000]) window.take(at);
  expect(window.take(59_999).ok).toBe(false);
  expect(window.take(60_000)).toEqual({ ok: true, remaining: 0, resetMs: 30_000 });
});

test("refused requests don't count", () => {
  const window = new RequestWindow(1);
  for (let at = 0; at < 60_000; at += 1_000) window.take(at);
  expect(window.take(60_000).ok).toBe(true);
});

test("after a pause of any length it is empty", () => {
  for (const pause of [60_000, 60_100, 3_600_000, 40 * 24 * 3_600_000]) {
    const window = new RequestWindow(3);
    for (let count = 0; count < 3; count++) window.take(1_234);
    expect(window.take(1_234 + pause)).toMatchObject({ ok: true, remaining: 2 });
  }
});

describe("a client that never stops gets its limit, within 5 % a minute", () => {
  test.each([
    [1, 10],
    [60, 7],
    [1_000, 3],
    [6_000, 1],
  ])("%i per minute, a request every %i ms, over 10 minutes", (perMinute, everyMs) => {
    const taken = takenOf(new RequestWindow(perMinute), 600_000 / everyMs, everyMs);
    expect(Math.abs(taken / 10 / perMinute - 1)).toBeLessThan(0.05);
  });

  test("a million per minute, in bursts of 50,000 a second", () => {
    const window = new RequestWindow(1_000_000);
    let taken = 0;
    for (let second = 0; second < 120; second++)
      for (let count = 0; count < 50_000; count++) if (window.take(second * 1_000).ok) taken++;
    expect(taken).toBe(2_000_000);
  });
});

test("a client that keeps to its limit is never refused", () => {
  expect(takenOf(new RequestWindow(60), 600, 1_000)).toBe(600);
});

test("isEmpty: only while no request is younger than 60 s", () => {
  const window = new RequestWindow(5);
  expect(window.isEmpty(0)).toBe(true);
  window.take(1_000);
  expect([window.isEmpty(60_999), window.isEmpty(61_000)]).toEqual([false, true]);
});
