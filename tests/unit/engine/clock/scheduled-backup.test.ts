import { afterEach, beforeEach, expect, test } from "vitest";
import { failedBackup, lastBackup, setLastBackup } from "#db/queries/last-backup.ts";
import { ANOTHER_BACKUP } from "#lib/domain/backup.ts";
import { makingBackups } from "#lib/engine/clock/scheduled-backup.ts";
import { QueueDatabase } from "../delivery/queue-database.ts";

const MINUTE = 60_000;

let queue: QueueDatabase;
let now: number;
let refusal: string | null;
beforeEach(() => {
  queue = new QueueDatabase([]);
  [now, refusal] = [1_000 * MINUTE, null];
});
afterEach(() => queue[Symbol.dispose]());

/** A chore as after a restart: all that it knows is in the database. */
const chore = (everyMs: number | null = 30 * MINUTE) =>
  makingBackups({
    db: queue.connection.db,
    now: () => now,
    transact: async (work) => queue.transact(now, work),
    makeBackup: async () => {
      if (refusal !== null) throw new Error(refusal);
      return { file: "/b/one.db", at: now, bytes: 1 };
    },
    backupEveryMs: everyMs,
    log: { info: () => {}, warn: () => {}, error: () => {} },
  });

const look = async (everyMs?: number | null): Promise<number | undefined> => {
  const { isDue, step } = chore(everyMs);
  if (isDue?.()) await step();
  return lastBackup(queue.connection.db)?.at;
};

test("the first comes a while after the first start, the next a while after the last good one", async () => {
  expect(await look()).toBeUndefined();
  now += 29 * MINUTE;
  expect(await look()).toBeUndefined();
  now += MINUTE;
  const first = now;
  expect(await look()).toBe(first);
  now += 29 * MINUTE;
  expect(await look()).toBe(first);
  now += MINUTE;
  expect(await look()).toBe(now);
});

test("the first comes within an hour, however long the time between two is", async () => {
  const day = 24 * 60 * MINUTE;
  expect(await look(day)).toBeUndefined();
  now += 59 * MINUTE;
  expect(await look(day)).toBeUndefined();
  now += MINUTE;
  const first = now;
  expect(await look(day)).toBe(first);
  now += day - 1;
  expect(await look(day)).toBe(first);
  now += 1;
  expect(await look(day)).toBe(now);
});

test("one that somebody made by hand counts too", async () => {
  setLastBackup(queue.connection.db, { file: "/b/mine.db", at: now - 29 * MINUTE, bytes: 1 });
  expect(await look()).toBe(now - 29 * MINUTE);
});

test("a failure is remembered until a good one, and tried again after ten minutes", async () => {
  const last = now - 30 * MINUTE;
  setLastBackup(queue.connection.db, { file: "/b/one.db", at: last, bytes: 1 });
  refusal = "There is no room.";
  await expect(look()).rejects.toThrow(refusal);
  expect(failedBackup(queue.connection.db)).toEqual({ at: now, why: refusal });
  refusal = null;
  now += 9 * MINUTE;
  expect(await look()).toBe(last);
  now += MINUTE;
  expect(await look()).toBe(now);
  expect(failedBackup(queue.connection.db)).toBeNull();
});

test("while another one is made, it is no failure", async () => {
  setLastBackup(queue.connection.db, { file: "/b/one.db", at: 0, bytes: 1 });
  refusal = ANOTHER_BACKUP;
  await expect(look()).rejects.toThrow(ANOTHER_BACKUP);
  expect(failedBackup(queue.connection.db)).toBeNull();
});

test("off: none is made, and a failure of before is forgotten", async () => {
  setLastBackup(queue.connection.db, { file: "/b/one.db", at: 0, bytes: 1 });
  refusal = "There is no room.";
  await expect(look()).rejects.toThrow(refusal);
  expect(await look(null)).toBe(0);
  expect(failedBackup(queue.connection.db)).toBeNull();
  expect(chore(null).isDue?.()).toBe(false);
});
