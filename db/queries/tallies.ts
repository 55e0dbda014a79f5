import { and, eq, gt, gte, lte, notInArray, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { type TallyName, tallies } from "#db/schema/index.ts";
import { statement } from "#db/statement.ts";

export type { TallyName };

export type Counted = { name: TallyName; key: string };

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const hourOf = (at: number): number => Math.floor(at / HOUR_MS);

const add = statement<{ name: TallyName; key: string; hour: number; count: number }>(
  `INSERT INTO tallies (name, key, hour, count) VALUES (@name, @key, @hour, @count)
   ON CONFLICT (name, key, hour) DO UPDATE SET count = count + excluded.count`,
);

/** Adds counts to the stored ones: one row per name, key and hour. `now` is in ms. */
export function storeTallies(db: Db, counted: Counted[], now: number): void {
  for (const [name, ofName] of Map.groupBy(counted, (one) => one.name))
    for (const [key, all] of Map.groupBy(ofName, (one) => one.key))
      add(db).run({ name, key, hour: hourOf(now), count: all.length });
}

/** The count of each key in the last 24 hours, in whole hours. `now` is in ms. */
export function talliesOfLastDay(db: Db, name: TallyName, now: number): Map<string, number> {
  const rows = db
    .select({ key: tallies.key, count: sql<number>`sum(${tallies.count})` })
    .from(tallies)
    .where(and(eq(tallies.name, name), gt(tallies.hour, hourOf(now - DAY_MS))))
    .groupBy(tallies.key)
    .all();
  return new Map(rows.map(({ key, count }) => [key, count]));
}

/** How often something was counted under this key since `since` (ms), in whole hours. */
export function tallySince(db: Db, { name, key }: Counted, since: number): number {
  const counted = and(eq(tallies.name, name), eq(tallies.key, key), gte(tallies.hour, hourOf(since)));
  const row = db
    .select({ count: sql<number | null>`sum(${tallies.count})` })
    .from(tallies)
    .where(counted)
    .get();
  return row?.count ?? 0;
}

/** The counts that are kept for longer than the day that `talliesOfLastDay` looks at. */
const KEPT_LONGER: Partial<Record<TallyName, number>> = { attempt_failed: 6 * DAY_MS };

/** Deletes counts that are needed no more. `now` is in ms. */
export function forgetTallies(db: Db, now: number): void {
  const longer = Object.keys(KEPT_LONGER) as TallyName[];
  const before = (keptMs: number) => lte(tallies.hour, hourOf(now - keptMs));
  db.delete(tallies)
    .where(and(notInArray(tallies.name, longer), before(2 * DAY_MS)))
    .run();
  for (const [name, keptMs] of Object.entries(KEPT_LONGER))
    db.delete(tallies)
      .where(and(eq(tallies.name, name as TallyName), before(keptMs)))
      .run();
}
