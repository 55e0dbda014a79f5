import { and, asc, desc, eq, inArray, type SQL, sql } from "drizzle-orm";
import type { SQLiteColumn } from "drizzle-orm/sqlite-core";
import type { Db } from "#db/client.ts";
import { alerts } from "#db/schema/index.ts";
import { type AlertStatus, PRIORITIES, type Priority, STATUSES } from "#lib/domain/alert.ts";
import {
  type AlertFilter,
  type AlertOrder,
  type AlertRow,
  isFiltered,
  NEWEST_FIRST,
  possibleOrder,
} from "#lib/domain/alert-list.ts";
import { countFound, foundRows } from "./alert-find.ts";
import { type Place, placeCursor, readPlace } from "./alert-place.ts";
import { beyond, row, stillSo, type Walk } from "./alert-row.ts";
import { searchTail } from "./alert-search-tail.ts";
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

/**
 * A status, a priority, a category and a source have an index each. Words are for the search, and so are a category
 * and a source together, which may have few alerts in common; while the search is behind, they are read along one index.
 */
const needsSearch = (db: Db, { category, sourceName, q }: AlertFilter): boolean =>
  Boolean(q) || (category !== undefined && sourceName !== undefined && searchTail(db).isRead);

function rowsOf(db: Db, filter: AlertFilter, order: AlertOrder, after: number | null, limit: number) {
  // Within one priority the newest come first, whichever way the priorities stand.
  const descending = order.by === "priority" || order.descending;
  const walk = { after, descending, limit };
  if (needsSearch(db, filter)) return foundRows(db, filter, walk);
  return indexedRows(db, filter, order.by === "first" ? alerts.seq : alerts.lastEventSeq, walk);
}

/** Filtered: the lists of each pair of status and priority, read beside each other and put in one order. */
function indexedRows(db: Db, filter: AlertFilter, position: SQLiteColumn, walk: Walk) {
  if (!isFiltered(filter)) return walkedRows(db, position, walk);
  const found = pairsOf(filter).flatMap((pair) => walkedRows(db, position, walk, { ...filter, ...pair }));
  const sign = walk.descending ? -1 : 1;
  return found.toSorted((one, other) => sign * (one.position - other.position)).slice(0, walk.limit);
}

type Pair = { status: AlertStatus; priority: Priority };

const pairsOf = ({ status, priority }: AlertFilter): Pair[] =>
  (status === undefined ? STATUSES : [status]).flatMap((one) =>
    (priority === undefined ? PRIORITIES : [priority]).map((other) => ({ status: one, priority: other })),
  );

function walkedRows(db: Db, position: SQLiteColumn, walk: Walk, one?: AlertFilter & Pair) {
  const ofPair =
    one && and(...ofFacet(one), eq(alerts.status, one.status), eq(alerts.priority, one.priority));
  return db
    .select({ ...row, position: sql<number>`${position}` })
    .from(alerts)
    .where(and(ofPair, beyond(position, walk)))
    .orderBy(walk.descending ? desc(position) : asc(position))
    .limit(walk.limit)
    .all();
}

/** Along the index of the category where there is one, else of the source. */
function ofFacet({ category, sourceName }: AlertFilter): SQL[] {
  if (category !== undefined) return [eq(alerts.category, category), ...stillSo({ sourceName })];
  return sourceName === undefined ? [] : [eq(alerts.sourceName, sourceName)];
}

/** How many alerts a filter finds, counted up to `max`: "1,000+" is `max + 1`. */
export async function countAlerts(db: Db, filter: AlertFilter, max: number): Promise<number> {
  if (needsSearch(db, filter)) return countFound(db, filter, max);
  const { status, priority, category, sourceName } = filter;
  const found = db
    .select({ one: sql`1` })
    .from(alerts)
    .where(
      and(
        ...ofFacet({ category, sourceName }),
        inArray(alerts.status, status === undefined ? [...STATUSES] : [status]),
        inArray(alerts.priority, priority === undefined ? [...PRIORITIES] : [priority]),
      ),
    )
    .limit(max + 1)
    .as("found");
  return db.select({ count: sql<number>`count(*)` }).from(found).get()?.count ?? 0;
}
