import { afterEach, beforeEach, expect, test } from "vitest";
import { removingOldAudit } from "#lib/engine/clock/audit-retention.ts";
import { type AlertsDatabase, alertsDatabase } from "../../../support/stored-alerts.ts";
import { insertAuditRows } from "../../db/audit-rows.ts";

const DAY = 24 * 3_600_000;
const NOW = Date.parse("2026-11-25T12:00:00Z");

let database: AlertsDatabase;
let logged: unknown[];
let diskIsFull: boolean;

beforeEach(() => {
  database = alertsDatabase();
  logged = [];
  diskIsFull = false;
});

afterEach(() => database[Symbol.dispose]());

function chore(most?: number) {
  const context: Parameters<typeof removingOldAudit>[0] = {
    db: database.db,
    auditRetentionDays: 365,
    log: { info: (fields) => logged.push(fields), warn: () => {}, error: () => {} },
    transact: async (work) => {
      if (diskIsFull) throw new Error("The disk is full.");
      return work(database.at(NOW));
    },
  };
  return removingOldAudit(context, most);
}

/** One look: steps until nothing is left to do. Returns how many. */
async function look({ step }: ReturnType<typeof chore>): Promise<number> {
  let steps = 1;
  while (await step()) steps++;
  return steps;
}

const left = () => database.sqlite.prepare("SELECT at FROM audit ORDER BY seq").pluck().all();
const times = (count: number, first = NOW) =>
  Array.from({ length: count }, (_, index) => ({ at: first + index }));

test("rows older than they are to be kept go, whatever they say", async () => {
  insertAuditRows(database.db, [
    { at: NOW - 366 * DAY },
    { at: NOW - 366 * DAY, action: "users.fail-sign-in" },
    { at: NOW - 364 * DAY },
  ]);
  await look(chore());
  expect(left()).toEqual([NOW - 364 * DAY]);
  expect(logged).toEqual([{ rows: 2, days: 365 }]);
});

test("the newest row stays, so that no number comes twice and the count stays right", async () => {
  const seqs = () => database.sqlite.prepare("SELECT seq FROM audit ORDER BY seq").pluck().all();
  insertAuditRows(database.db, [{ at: NOW - 367 * DAY }, { at: NOW - 366 * DAY }]);
  const two = chore(2);
  await look(two);
  expect(seqs()).toEqual([2]);
  insertAuditRows(database.db, [{ at: NOW }, { at: NOW + 1, action: "users.fail-sign-in" }]);
  await look(two);
  expect(seqs()).toEqual([3, 4]);
  insertAuditRows(database.db, [{ at: NOW + 2 }]);
  await look(two);
  expect(seqs()).toEqual([3, 5]);
});

test("above the most rows the oldest failed sign-ins go first, then the oldest of all", async () => {
  const failure = { action: "users.fail-sign-in" } as const;
  insertAuditRows(database.db, [
    { at: NOW + 1 },
    { at: NOW + 2, ...failure },
    { at: NOW + 3 },
    { at: NOW + 4, ...failure },
    { at: NOW + 5 },
  ]);
  const six = chore(4);
  await look(six);
  expect(left()).toEqual([NOW + 1, NOW + 3, NOW + 4, NOW + 5]);
  insertAuditRows(database.db, [{ at: NOW + 6 }, { at: NOW + 7 }]);
  await look(six);
  expect(left()).toEqual([NOW + 3, NOW + 5, NOW + 6, NOW + 7]);
});

test("much goes in steps of 500 rows, with rests; what came in since is counted once", async () => {
  insertAuditRows(database.db, times(1_200));
  const some = chore(100);
  expect([some.everyMs, some.restMs?.(3)]).toEqual([60_000, 20]);
  expect(await look(some)).toBe(3);
  expect(left()).toHaveLength(100);
  expect(logged).toEqual([{ rows: 1_100, days: 365 }]);
  expect(await look(some)).toBe(1);
  insertAuditRows(database.db, times(30));
  await look(some);
  expect(left()).toHaveLength(100);
});

test("a long log is counted in parts before anything goes", async () => {
  database.sqlite.exec(`
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20001)
    INSERT INTO audit (at, actor_kind, actor_name, action) SELECT ${NOW}, 'system', 'system', 'rules.update' FROM n`);
  expect(await look(chore(20_000))).toBe(3);
  expect(left()).toHaveLength(20_000);
});

test("after a step that failed the next one removes the same", async () => {
  insertAuditRows(database.db, times(10));
  const some = chore(4);
  diskIsFull = true;
  await expect(some.step()).rejects.toThrow("The disk is full.");
  diskIsFull = false;
  await look(some);
  expect(left()).toHaveLength(4);
});
