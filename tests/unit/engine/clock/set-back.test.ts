import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { ChoreParts } from "#lib/engine/clock/chore.ts";
import { followingClock, setBackBy } from "#lib/engine/clock/set-back.ts";
import { QueueDatabase } from "../delivery/queue-database.ts";

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

describe("deliveries that wait", () => {
  const NOW = Date.parse("2026-11-25T12:00:00Z");
  let queue: QueueDatabase;
  let resets: number;
  let logged: unknown[];
  let chore: ChoreParts;

  beforeEach(() => {
    vi.useFakeTimers({ now: NOW, toFake: ["Date", "performance", "setTimeout"] });
    queue = new QueueDatabase(["a"]);
    resets = 0;
    logged = [];
    chore = followingClock({
      writer: { write: async (_what, work) => queue.transact(Date.now(), work) },
      resetLanes: () => resets++,
      log: { warn: (...line: unknown[]) => void logged.push(line) },
    });
  });

  afterEach(() => {
    queue[Symbol.dispose]();
    vi.useRealTimers();
  });

  const dueAt = () => queue.connection.sqlite.prepare("SELECT next_attempt_at FROM deliveries").pluck().get();

  test("wait no longer when the clock is set back: they are brought forward, and lanes read them again", async () => {
    queue.publish("x", NOW + 60_000);
    vi.advanceTimersByTime(1_000);
    vi.setSystemTime(NOW - 3 * HOUR);
    expect(await chore.step()).toBe(false);
    expect(dueAt()).toBe(NOW - 3 * HOUR + 59_000);
    expect(resets).toBe(1);
    expect(logged).toEqual([[{ seconds: 3 * 3_600 + 1 }, "the system's clock was set back"]]);

    vi.advanceTimersByTime(1_000);
    await chore.step();
    expect([dueAt(), resets]).toEqual([NOW - 3 * HOUR + 59_000, 1]);
  });

  test("stay as they are when it goes ahead", async () => {
    queue.publish("x", NOW + 60_000);
    vi.setSystemTime(NOW + 3 * HOUR);
    await chore.step();
    expect([dueAt(), resets, logged]).toEqual([NOW + 60_000, 0, []]);
  });
});
