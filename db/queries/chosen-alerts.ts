import { and, eq, inArray, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { alerts } from "#db/schema/index.ts";
import { type AlertFilter, NEWEST_FIRST } from "#lib/domain/alert/list.ts";
import { rowsOf } from "./alert-list.ts";
import type { Part, PlacedRow } from "./alert-row.ts";
import { indexedUpTo } from "./alert-search.ts";

/** How many alerts a change applies to, and how many it leaves out because they had an event after `asOf`. */
export type Chosen = { matched: number; newer: number };

const split = (asOf: number) => ({
  matched: sql<number>`count(*) FILTER (WHERE ${alerts.lastEventSeq} <= ${asOf})`,
  newer: sql<number>`count(*) FILTER (WHERE ${alerts.lastEventSeq} > ${asOf})`,
});

/** Counts a filter's alerts by the indexes; null for a filter with words, which is searched page by page. */
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

/** Whether the filter finds all alerts up to the event `asOf`: the search for words may be behind. */
export const findsAllUpTo = (db: Db, { q }: AlertFilter, asOf: number): boolean =>
  !q || indexedUpTo(db) >= asOf;

/** The `seq` of each alert's last event; unknown alerts are left out. */
export const lastEventSeqs = (db: Db, alertIds: string[]): Map<string, number> =>
  new Map(
    db
      .select({ alertId: alerts.alertId, seq: alerts.lastEventSeq })
      .from(alerts)
      .where(inArray(alerts.alertId, alertIds))
      .all()
      .map(({ alertId, seq }) => [alertId, seq]),
  );
