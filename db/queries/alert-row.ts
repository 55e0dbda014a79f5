import { gt, lt, type SQL, sql } from "drizzle-orm";
import type { SQLiteColumn } from "drizzle-orm/sqlite-core";
import { alerts } from "#db/schema/index.ts";
import type { AlertFilter } from "#lib/domain/alert-list.ts";

/** A list is walked along an index by a number, its position: at most `limit` rows beyond `after`. */
export type Walk = { after: number | null; descending: boolean; limit: number };

/** The columns of an `AlertRow`. */
export const row = {
  alertId: alerts.alertId,
  title: alerts.title,
  status: alerts.status,
  priority: alerts.priority,
  category: alerts.category,
  sourceName: alerts.sourceName,
  occurrences: alerts.occurrences,
  firstAt: alerts.firstAt,
  updatedAt: alerts.updatedAt,
};

export const beyond = (position: SQLiteColumn, { after, descending }: Walk): SQL | undefined =>
  after === null ? undefined : descending ? lt(position, after) : gt(position, after);

/**
 * What the filter asks of an alert as it is now, its words too. The plus keeps SQLite from beginning with an index of
 * these columns.
 */
export function stillSo({ status, priority, category, sourceName, q }: AlertFilter): SQL[] {
  const wanted: [SQLiteColumn, string | undefined][] = [
    [alerts.status, status],
    [alerts.priority, priority],
    [alerts.category, category],
    [alerts.sourceName, sourceName],
  ];
  const same = wanted.flatMap(([column, value]) => (value === undefined ? [] : [sql`+${column} = ${value}`]));
  if (!q) return same;
  const { alertId, title } = alerts;
  return [...same, sql`finds_alert(${q}, ${alertId}, ${title}, ${alerts.category}, ${alerts.sourceName})`];
}
