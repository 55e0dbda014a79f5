import { afterEach, beforeEach, expect, test } from "vitest";
import { notedSizes, noteSize } from "#db/queries/sizes.ts";
import { notingSize } from "#lib/engine/clock/note-size.ts";
import { QueueDatabase } from "../delivery/queue-database.ts";

const DAY = 24 * 3_600_000;

let queue: QueueDatabase;
let now: number;
let bytes: number;
beforeEach(() => {
  queue = new QueueDatabase([]);
  [now, bytes] = [1_000 * DAY, 100];
});
afterEach(() => queue[Symbol.dispose]());

/** Looks once, as after a restart. Returns whether something was noted. */
async function look(): Promise<boolean> {
  const { isDue, step } = notingSize({
    db: queue.connection.db,
    now: () => now,
    transact: async (work) => queue.transact(now, work),
    databaseBytes: () => bytes,
    freeSpace: () => ({ free: 7, total: 9 }),
  });
  if (!isDue?.()) return false;
  await step();
  return true;
}

const days = () => notedSizes(queue.connection.db).map(({ day }) => day);

test("notes each day once, also over restarts", async () => {
  expect(await look()).toBe(true);
  bytes = 200;
  now += DAY - 1;
  expect(await look()).toBe(false);
  now += 1;
  expect(await look()).toBe(true);
  expect(notedSizes(queue.connection.db)).toEqual([
    { day: 1_000, databaseBytes: 100, freeBytes: 7 },
    { day: 1_001, databaseBytes: 200, freeBytes: 7 },
  ]);
});

test("keeps 400 days, and none that is still to come", async () => {
  for (const day of [600, 601, 1_005])
    queue.transact(now, (tx) => noteSize(tx.db, { day, databaseBytes: 1, freeBytes: 1 }));
  await look();
  expect(days()).toEqual([601, 1_000]);
});
