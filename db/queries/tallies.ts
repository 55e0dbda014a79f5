import { and, eq, gt, lte, sql } from "drizzle-orm";
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

/** Deletes counts that `talliesOfLastDay` no longer needs. `now` is in ms. */
export function forgetTallies(db: Db, now: number): void {
  db.delete(tallies)
    .where(lte(tallies.hour, hourOf(now - 2 * DAY_MS)))
    .run();
}
