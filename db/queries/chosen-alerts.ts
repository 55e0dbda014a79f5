import { and, eq, inArray, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { alerts } from "#db/schema/index.ts";
import { type AlertFilter, NEWEST_FIRST } from "#lib/domain/alert/list.ts";
import { rowsOf } from "./alert-list.ts";
import type { Part, PlacedRow } from "./alert-row.ts";
import { indexedUpTo } from "./alert-search.ts";

/**
 * How many alerts a change affects: `matched`, and `newer` for those left out since they had an event after
 * `asOf`.
 */
export type Chosen = { matched: number; newer: number };

const split = (asOf: number) => ({
  matched: sql<number>`count(*) FILTER (WHERE ${alerts.lastEventSeq} <= ${asOf})`,
  newer: sql<number>`count(*) FILTER (WHERE ${alerts.lastEventSeq} > ${asOf})`,
});

/** Counts the alerts if an index can; null for a search by words, which is counted in parts. */
export function countChosen(db: Db, filter: AlertFilter, asOf: number): Chosen | null {
  const { status, priority, category, sourceName, q } = filter;
  if (q) return null;
  const conditions = and(
    status === undefined ? undefined : eq(alerts.status, status),
    priority === undefined ? undefined : eq(alerts.priority, priority),
    category === undefined ? undefined : eq(alerts.category, category),
    sourceName === undefined ? undefined : eq(alerts.sourceName, sourceName),
  );
  return db.select(split(asOf)).from(alerts).where(conditions).get() ?? { matched: 0, newer: 0 };
}

/** The next alerts that a filter finds, newest first. */
export const chosenAlerts = (db: Db, filter: AlertFilter, part: Part): PlacedRow[] =>
  rowsOf(db, filter, NEWEST_FIRST, part);

/**
 * Whether the filter finds every alert whose last event is not after `asOf`. The search by words may be
 * behind.
 */
export const findsAllUpTo = (db: Db, { q }: AlertFilter, asOf: number): boolean =>
  !q || indexedUpTo(db) >= asOf;

/** The `seq` of each alert's last event. Unknown alerts are left out. */
export const lastEventSeqs = (db: Db, alertIds: string[]): Map<string, number> =>
  new Map(
    db
      .select({ alertId: alerts.alertId, seq: alerts.lastEventSeq })
      .from(alerts)
      .where(inArray(alerts.alertId, alertIds))
      .all()
      .map(({ alertId, seq }) => [alertId, seq]),
  );
