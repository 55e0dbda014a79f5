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
 * The alerts that the list knew at its first page and that have had an event since. They are walked in the
 * order in which they were first seen: that order does not change, so none is skipped and the walk ends.
 * Returns "behind" if the search index lacks too many of them to read them one by one: ask again later.
 */
export function movedRows(db: Db, filter: AlertFilter, start: Start, part: Part): PlacedRow[] | "behind" {
  const { asOf } = start;
  const { q } = filter;
  if (!q) return movedSince(db, filter, asOf, start, part);
  const tail = searchTail(db);
  if (!tail.isRead) return "behind";
  // Leave status and priority out: the index may hold the old ones.
  const found = sql`+${alerts.seq} IN (SELECT ${alertSearchRows.alertSeq} FROM ${alertSearch}
    JOIN ${alertSearchRows} ON ${alertSearchRows.eventSeq} = ${alertSearch.rowid}
    WHERE alert_search MATCH ${matchOf({ q })} AND ${alertSearch.rowid} > ${asOf})`;
  const indexed = movedSince(db, filter, asOf, start, part, found);
  // Read one by one what the index does not know yet.
  const unindexed = movedSince(db, filter, Math.max(asOf, tail.after), start, part);
  const known = new Set(indexed.map(({ position }) => position));
  const all = [...indexed, ...unindexed.filter(({ position }) => !known.has(position))];
  return all.toSorted((one, other) => other.position - one.position).slice(0, part.limit);
}

/**
 * The alerts with an event after `eventSeq`. The plus sign keeps SQLite from walking all alerts by `seq`: few
 * have moved.
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
