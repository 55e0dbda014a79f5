import { and, gt, lt, lte, type SQL, sql } from "drizzle-orm";
import type { SQLiteColumn } from "drizzle-orm/sqlite-core";
import { alerts } from "#db/schema/index.ts";
import type { AlertFilter, AlertRow } from "#lib/domain/alert/list.ts";

/**
 * A walk along an index, by the number in `position`: at most `limit` rows beyond `after`, none above `upTo`.
 */
export type Walk = { after: number | null; descending: boolean; limit: number; upTo?: number };
/** A part of a walk in either direction. */
export type Part = Pick<Walk, "after" | "limit" | "upTo">;

/** A row with its `position` in the walk, and its alert's last event. */
export type PlacedRow = AlertRow & { position: number; lastEventSeq: number };

/** The columns of a `PlacedRow`, without its position. */
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
  lastEventSeq: alerts.lastEventSeq,
};

export const beyond = (position: SQLiteColumn, { after, descending, upTo }: Walk): SQL | undefined =>
  and(
    upTo === undefined ? undefined : lte(position, upTo),
    after === null ? undefined : descending ? lt(position, after) : gt(position, after),
  );

/**
 * The filter as conditions on an alert's present state, including the words. The plus keeps SQLite from using
 * the indexes of these columns.
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
