import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Chore } from "#lib/engine/clock/chore.ts";
import { createLogger } from "#lib/log.ts";

beforeEach(() => vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] }));
afterEach(() => vi.useRealTimers());

const chore = (step: () => Promise<boolean>, isDue = () => true) =>
  new Chore({ name: "a chore", everyMs: 1_000, isDue, step }, createLogger("silent", "test"));

test("a chore looks at its interval, and does nothing where nothing is due", async () => {
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

test("it rests as long as its own rule says", async () => {
  const began: number[] = [];
  const step = async () => {
    began.push(performance.now());
    await new Promise((resolve) => setTimeout(resolve, 10));
    return began.length < 3;
  };
  const asked: number[] = [];
  const restMs = (tookMs: number) => {
    asked.push(tookMs);
    return 20;
  };
  const one = new Chore({ name: "a chore", everyMs: 250, step, restMs }, createLogger("silent", "test"));
  const startedAt = performance.now();
  one.start();
  await vi.advanceTimersByTimeAsync(499);
  one.stop();
  expect(began.map((at) => at - startedAt)).toEqual([250, 280, 310]);
  expect(asked).toEqual([10, 10, 10]);
});

test("a stop lets the step that runs end, and starts no other", async () => {
  let [begun, ended] = [0, 0];
  const one = chore(async () => {
    begun++;
    await new Promise((resolve) => setTimeout(resolve, 10));
    return ++ended > 0;
  });
  one.start();
  await vi.advanceTimersByTimeAsync(1_005);
  one.stop();
  await vi.advanceTimersByTimeAsync(5_000);
  expect({ begun, ended }).toEqual({ begun: 1, ended: 1 });
});

test("one that fails says so in the log, and is tried again", async () => {
  const logged: string[] = [];
  let steps = 0;
  const step = async () => {
    if (++steps === 1) throw new Error("The disk is full.");
    return false;
  };
  const log = { error: (_fields: object, message: string) => void logged.push(message) };
  const one = new Chore({ name: "a chore", everyMs: 1_000, step }, log);
  one.start();
  await vi.advanceTimersByTimeAsync(2_000);
  one.stop();
  expect(steps).toBe(2);
  expect(logged).toEqual(["a chore failed: it is tried again"]);
});
