import { and, asc, desc, eq, gt, inArray, lt, type SQL, sql } from "drizzle-orm";
import type { SQLiteColumn } from "drizzle-orm/sqlite-core";
import type { Db } from "#db/client.ts";
import { alertSearchRows, alerts } from "#db/schema/index.ts";
import { type AlertStatus, PRIORITIES, type Priority, STATUSES } from "#lib/domain/alert.ts";
import {
  type AlertFilter,
  type AlertOrder,
  type AlertRow,
  NEWEST_FIRST,
  possibleOrder,
} from "#lib/domain/alert-list.ts";
import { type Place, placeCursor, readPlace } from "./alert-place.ts";
import { alertSearch } from "./alert-search.ts";
import { matchOf } from "./alert-search-terms.ts";
import { DEFAULT_LIMIT, type Page, type PageRequest, toPage } from "./page.ts";

export type AlertsRequest = PageRequest & AlertFilter & { order?: AlertOrder | undefined };

type Placed = AlertRow & Place;

/** A page of alerts. Throws AppError `invalid` for a cursor that no such list gave. */
export async function listAlerts(db: Db, request: AlertsRequest): Promise<Page<AlertRow>> {
  const limit = request.limit ?? DEFAULT_LIMIT;
  const from = readPlace(request.cursor);
  const order = possibleOrder(request, request.order ?? NEWEST_FIRST);
  const rows: Placed[] = [];
  for (const [run, filter] of runsOf(request, order).entries()) {
    if (run < (from?.run ?? 0) || rows.length > limit) continue;
    const after = run === from?.run ? from.position : null;
    const found = rowsOf(db, filter, order, after, limit + 1 - rows.length);
    rows.push(...found.map((row) => ({ ...row, run })));
  }
  const page = toPage(rows, limit, placeCursor);
  return { ...page, data: page.data.map(({ run: _run, position: _position, ...row }) => row) };
}

function runsOf(
  { status, priority, category, sourceName, q }: AlertFilter,
  order: AlertOrder,
): AlertFilter[] {
  const filter = { status, priority, category, sourceName, q };
  if (order.by !== "priority" || priority !== undefined) return [filter];
  const ranked = order.descending ? PRIORITIES : PRIORITIES.toReversed();
  return ranked.map((one) => ({ ...filter, priority: one }));
}

/** Status and priority have an index; everything else is for the search index. */
const needsSearch = ({ category, sourceName, q }: AlertFilter): boolean =>
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
};

function rowsOf(db: Db, filter: AlertFilter, order: AlertOrder, after: number | null, limit: number) {
  // Within one priority the newest come first, whichever way the priorities stand.
  const descending = order.by === "priority" || order.descending;
  const walk = { after, descending, limit };
  if (needsSearch(filter)) return foundRows(db, filter, walk);
  return indexedRows(db, filter, order.by === "first" ? alerts.seq : alerts.lastEventSeq, walk);
}

type Walk = { after: number | null; descending: boolean; limit: number };

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

const beyond = (position: SQLiteColumn, { after, descending }: Walk): SQL | undefined =>
  after === null ? undefined : descending ? lt(position, after) : gt(position, after);

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
