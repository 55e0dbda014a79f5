import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Chore } from "#lib/engine/clock/chore.ts";
import { createLogger } from "#lib/log.ts";

beforeEach(() => vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] }));
afterEach(() => vi.useRealTimers());

const chore = (step: () => Promise<boolean>, isDue = () => true) =>
  new Chore({ name: "a chore", isDue, step }, createLogger("silent", "test"));

test("a chore looks every second, and does nothing where nothing is due", async () => {
  let looks = 0;
  let steps = 0;
  const one = chore(
    async () => ++steps > 0,
    () => ++looks < 0,
  );
  one.start();
  await vi.advanceTimersByTimeAsync(3_000);
  one.stop();
  await vi.advanceTimersByTimeAsync(3_000);
  expect({ looks, steps }).toEqual({ looks: 3, steps: 0 });
});

test("while there is more it goes on after a rest of nine times what the step took", async () => {
  const began: number[] = [];
  const one = chore(async () => {
    began.push(performance.now());
    await new Promise((resolve) => setTimeout(resolve, 10));
    return began.length < 3;
  });
  one.start();
  await vi.advanceTimersByTimeAsync(2_300);
  one.stop();
  expect(began.slice(1).map((at, index) => at - (began[index] ?? 0))).toEqual([100, 100, 1_010]);
});

test.each([
  [true, 200, [30, 30]],
  [false, 200, [100, 100]],
  [false, 75, [85, 85]],
])(
  "it rests less where the thread has little else to do (%j), and at most %d ms",
  async (idle, longestRestMs, gaps) => {
    const began: number[] = [];
    const step = async () => {
      began.push(performance.now());
      await new Promise((resolve) => setTimeout(resolve, 10));
      return began.length < 3;
    };
    const parts = {
      name: "a chore",
      isDue: () => true,
      step,
      lookMs: 250,
      isIdle: () => idle,
      longestRestMs: () => longestRestMs,
    };
    const one = new Chore(parts, createLogger("silent", "test"));
    const startedAt = performance.now();
    one.start();
    await vi.advanceTimersByTimeAsync(499);
    one.stop();
    expect((began[0] ?? 0) - startedAt).toBe(250);
    expect(began.slice(1).map((at, index) => at - (began[index] ?? 0))).toEqual(gaps);
  },
);

test("one that fails is tried again", async () => {
  let steps = 0;
  const one = chore(async () => {
    if (++steps === 1) throw new Error("The disk is full.");
    return false;
  });
  one.start();
  await vi.advanceTimersByTimeAsync(2_000);
  one.stop();
  expect(steps).toBe(2);
});
