import { and, asc, desc, eq, gt, inArray, lt, lte, type SQL, sql } from "drizzle-orm";
import type { SQLiteColumn } from "drizzle-orm/sqlite-core";
import type { Db } from "#db/client.ts";
import { alertSearchRows, alerts } from "#db/schema/index.ts";
import { type AlertStatus, PRIORITIES, type Priority, STATUSES } from "#lib/domain/alert.ts";
import type { AlertFilter, AlertOrder, AlertRow } from "#lib/domain/alert-list.ts";
import type { Start } from "./alert-place.ts";
import { alertSearch, indexedUpTo } from "./alert-search.ts";
import { holdsWords, matchOf } from "./alert-search-terms.ts";

/** Status and priority have an index; everything else is for the search index. */
export const needsSearch = ({ category, sourceName, q }: AlertFilter): boolean =>
  category !== undefined || sourceName !== undefined || Boolean(q);

const row = {
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

/** A row with its `position` in the walk, and its last event. */
export type PlacedRow = AlertRow & { position: number; lastEventSeq: number };
/** A part of a walk: as `Walk`. */
export type Part = Pick<Walk, "after" | "limit" | "upTo">;

/** The next rows of a walk, each with its `position` in it and its last event. */
export function rowsOf(db: Db, filter: AlertFilter, order: AlertOrder, part: Part): PlacedRow[] {
  // Within one priority the newest come first, whichever way the priorities stand.
  const descending = order.by === "priority" || order.descending;
  const walk = { ...part, descending };
  if (needsSearch(filter)) return foundRows(db, filter, walk);
  return indexedRows(db, filter, order.by === "first" ? alerts.seq : alerts.lastEventSeq, walk);
}

/** From `after` on, at most `limit` rows, none beyond the event `upTo`. */
type Walk = { after: number | null; descending: boolean; limit: number; upTo?: number };

/** Alerts whose words are compared one by one, as the index does not hold them yet: what comes in within a second. */
const LATE_MAX = 1_000;

/**
 * The alerts that had an event after the list's first page, though they were seen before it. They are walked by the
 * order in which they were first seen: it does not change, so none is skipped and the walk ends.
 */
export function movedRows(db: Db, filter: AlertFilter, start: Start, part: Part): PlacedRow[] {
  const { asOf } = start;
  if (!needsSearch(filter)) return movedSince(db, filter, asOf, start, part);
  const { category, sourceName, q } = filter;
  // Without status and priority: the index may hold those of before.
  const found = sql`+${alerts.seq} IN (SELECT ${alertSearchRows.alertSeq} FROM ${alertSearch}
    JOIN ${alertSearchRows} ON ${alertSearchRows.eventSeq} = ${alertSearch.rowid}
    WHERE alert_search MATCH ${matchOf({ category, sourceName, q })} AND ${alertSearch.rowid} > ${asOf})`;
  const indexed = movedSince(db, filter, asOf, start, part, found);
  const unindexed = movedSince(db, filter, Math.max(asOf, indexedUpTo(db)), start, {
    ...part,
    limit: LATE_MAX,
  });
  const known = new Set(indexed.map(({ position }) => position));
  const late = unindexed.filter((one) => !known.has(one.position) && holdsWords(one, q));
  return [...indexed, ...late].toSorted((one, other) => other.position - one.position).slice(0, part.limit);
}

/** Those with an event after `eventSeq`. The plus keeps SQLite from walking all alerts by `seq`: few have moved. */
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

/** Of one status or one priority: the lists of each pair, read beside each other and put in one order. */
function indexedRows(db: Db, filter: AlertFilter, position: SQLiteColumn, walk: Walk) {
  if (filter.status === undefined && filter.priority === undefined) return walkedRows(db, position, walk);
  const found = pairsOf(filter).flatMap((pair) => walkedRows(db, position, walk, pair));
  const sign = walk.descending ? -1 : 1;
  return found.toSorted((one, other) => sign * (one.position - other.position)).slice(0, walk.limit);
}

type Pair = { status: AlertStatus; priority: Priority };

const pairsOf = ({ status, priority }: AlertFilter): Pair[] =>
  (status === undefined ? STATUSES : [status]).flatMap((one) =>
    (priority === undefined ? PRIORITIES : [priority]).map((other) => ({ status: one, priority: other })),
  );

function walkedRows(db: Db, position: SQLiteColumn, walk: Walk, pair?: Pair) {
  const ofPair = pair && and(eq(alerts.status, pair.status), eq(alerts.priority, pair.priority));
  return db
    .select({ ...row, position: sql<number>`${position}` })
    .from(alerts)
    .where(and(ofPair, beyond(position, walk)))
    .orderBy(walk.descending ? desc(position) : asc(position))
    .limit(walk.limit)
    .all();
}

/**
 * The index may be a moment behind: an alert stands where it was indexed, but is shown, and looked at by status,
 * priority, category and source once more, as it is now.
 */
function foundRows(db: Db, filter: AlertFilter, walk: Walk) {
  const position = alertSearch.rowid;
  return db
    .select({ ...row, position: sql<number>`${position}` })
    .from(alertSearch)
    .innerJoin(alertSearchRows, eq(alertSearchRows.eventSeq, position))
    .innerJoin(alerts, eq(alerts.seq, alertSearchRows.alertSeq))
    .where(and(sql`alert_search MATCH ${matchOf(filter)}`, beyond(position, walk), ...stillSo(filter)))
    .orderBy(walk.descending ? desc(position) : asc(position))
    .limit(walk.limit)
    .all();
}

const beyond = (position: SQLiteColumn, { after, descending, upTo }: Walk): SQL | undefined =>
  and(
    upTo === undefined ? undefined : lte(position, upTo),
    after === null ? undefined : descending ? lt(position, after) : gt(position, after),
  );

/** The plus keeps SQLite from beginning with an index of these columns. */
function stillSo({ status, priority, category, sourceName }: AlertFilter): SQL[] {
  const wanted: [SQLiteColumn, string | undefined][] = [
    [alerts.status, status],
    [alerts.priority, priority],
    [alerts.category, category],
    [alerts.sourceName, sourceName],
  ];
  return wanted.flatMap(([column, value]) => (value === undefined ? [] : [sql`+${column} = ${value}`]));
}

/** How many alerts a filter finds, counted up to `max`: "1,000+" is `max + 1`. */
export async function countAlerts(db: Db, filter: AlertFilter, max: number): Promise<number> {
  const { status, priority } = filter;
  const found = needsSearch(filter)
    ? db
        .select({ one: sql`1` })
        .from(alertSearch)
        .where(sql`alert_search MATCH ${matchOf(filter)}`)
    : db
        .select({ one: sql`1` })
        .from(alerts)
        .where(
          and(
            inArray(alerts.status, status === undefined ? [...STATUSES] : [status]),
            inArray(alerts.priority, priority === undefined ? [...PRIORITIES] : [priority]),
          ),
        );
  const counted = found.limit(max + 1).as("found");
  return db.select({ count: sql<number>`count(*)` }).from(counted).get()?.count ?? 0;
}
