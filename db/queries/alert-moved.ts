import { and, gt, type SQL, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { alertSearchRows, alerts } from "#db/schema/index.ts";
import type { AlertFilter } from "#lib/domain/alert/list.ts";
import type { Start } from "./alert-place.ts";
import { type Part, type PlacedRow, row, stillSo } from "./alert-row.ts";
import { alertSearch } from "./alert-search.ts";
import { searchTail } from "./alert-search-tail.ts";
import { matchOf } from "./alert-search-terms.ts";

/**
 * The alerts that existed at the list's first page and had another event since. They are walked in the order
 * in which they were first seen: it never changes, so no alert is skipped and the walk ends. "behind" if too
 * many are not indexed yet to read them one by one: then ask again later.
 */
export function movedRows(db: Db, filter: AlertFilter, start: Start, part: Part): PlacedRow[] | "behind" {
  const { asOf } = start;
  const { q } = filter;
  if (!q) return movedSince(db, filter, asOf, start, part);
  const tail = searchTail(db);
  if (!tail.isRead) return "behind";
  // The index may still hold the old status and priority, so only the words narrow.
  const found = sql`+${alerts.seq} IN (SELECT ${alertSearchRows.alertSeq} FROM ${alertSearch}
    JOIN ${alertSearchRows} ON ${alertSearchRows.eventSeq} = ${alertSearch.rowid}
    WHERE alert_search MATCH ${matchOf({ q })} AND ${alertSearch.rowid} > ${asOf})`;
  const indexed = movedSince(db, filter, asOf, start, part, found);
  // Alerts that are not indexed yet are read one by one.
  const unindexed = movedSince(db, filter, Math.max(asOf, tail.after), start, part);
  const known = new Set(indexed.map(({ position }) => position));
  const all = [...indexed, ...unindexed.filter(({ position }) => !known.has(position))];
  return all.toSorted((one, other) => other.position - one.position).slice(0, part.limit);
}

/**
 * The alerts with an event after `eventSeq`: few, so the plus keeps SQLite from walking all alerts by `seq`.
 */
function movedSince(
  db: Db,
  filter: AlertFilter,
  eventSeq: number,
  { newestAlert }: Start,
  { after, limit }: Part,
  found?: SQL,
): PlacedRow[] {
  const seq = sql`+${alerts.seq}`;
  const below = sql`${seq} <= ${newestAlert}`;
  const beyondCursor = after === null ? undefined : sql`${seq} < ${after}`;
  return db
    .select({ ...row, position: alerts.seq })
    .from(alerts)
    .where(and(gt(alerts.lastEventSeq, eventSeq), below, beyondCursor, found, ...stillSo(filter)))
    .orderBy(sql`${seq} DESC`)
    .limit(limit)
    .all();
}
