import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { storeTallies } from "#db/queries/tallies.ts";
import { Housekeeping } from "#lib/engine/clock/chores.ts";
import type { Tx, VerbContext } from "#lib/engine/write/context.ts";
import { createLogger } from "#lib/log.ts";
import { QueueDatabase } from "../delivery/queue-database.ts";

const HOUR = 3_600_000;
const NOW = Date.parse("2026-11-25T12:30:00Z");

let queue: QueueDatabase;
let housekeeping: Housekeeping;

beforeEach(() => {
  vi.useFakeTimers({ now: NOW });
  queue = new QueueDatabase(["a"]);
  const context = {
    db: queue.connection.db,
    now: Date.now,
    transact: async <T>(work: (tx: Tx) => T): Promise<T> => queue.transact(Date.now(), work),
    routing: () => ({ rules: [], channels: [], accessRequests: new Map() }),
    deliveryQueued: () => {},
  } satisfies Partial<VerbContext>;
  housekeeping = new Housekeeping(context, () => {}, createLogger("silent", "test"));
});

afterEach(() => {
  housekeeping.stop();
  queue[Symbol.dispose]();
  vi.useRealTimers();
});

const hours = () =>
  queue.connection.sqlite.prepare("SELECT hour FROM tallies ORDER BY hour").pluck().all() as number[];

test("once a minute what was counted more than two days ago is forgotten", async () => {
  for (const age of [0, 24, 47, 48, 72])
    storeTallies(queue.connection.db, [{ name: "rule_matched", key: "rul_1" }], NOW - age * HOUR);
  const thisHour = Math.floor(NOW / HOUR);
  housekeeping.start();
  await vi.advanceTimersByTimeAsync(59_000);
  expect(hours()).toHaveLength(5);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(hours()).toEqual([thisHour - 47, thisHour - 24, thisHour]);
});
