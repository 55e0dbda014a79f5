import { and, asc, desc, eq, inArray, type SQL, sql } from "drizzle-orm";
import type { SQLiteColumn } from "drizzle-orm/sqlite-core";
import type { Db } from "#db/client.ts";
import { alerts } from "#db/schema/index.ts";
import { type AlertStatus, PRIORITIES, type Priority, STATUSES } from "#lib/domain/alert/alert.ts";
import { type AlertFilter, type AlertOrder, isFiltered } from "#lib/domain/alert/list.ts";
import { countFound, foundRows } from "./alert-find.ts";
import { beyond, type Part, type PlacedRow, row, stillSo, type Walk } from "./alert-row.ts";
import { searchTail } from "./alert-search-tail.ts";

/**
 * Words need the search. So do a category and a source together, because few alerts may have both; while the
 * search is behind, one index of the two is walked instead. Every other filter has an index of its own.
 */
const needsSearch = (db: Db, { category, sourceName, q }: AlertFilter, upTo?: number): boolean =>
  Boolean(q) || (category !== undefined && sourceName !== undefined && searchTail(db, upTo).isRead);

/** The next rows of a walk, each with its `position` and its last event. */
export function rowsOf(db: Db, filter: AlertFilter, order: AlertOrder, part: Part): PlacedRow[] {
  // Within one priority the newest come first, in either order of the priorities.
  const descending = order.by === "priority" || order.descending;
  const walk = { ...part, descending };
  if (needsSearch(db, filter, part.upTo)) return foundRows(db, filter, walk);
  return indexedRows(db, filter, order.by === "first" ? alerts.seq : alerts.lastEventSeq, walk);
}

/** With a filter: reads one list per pair of status and priority, each along its index, and merges them. */
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

/** The condition that uses an index: on the category if there is one, else on the source. */
function ofFacet({ category, sourceName }: AlertFilter): SQL[] {
  if (category !== undefined) return [eq(alerts.category, category), ...stillSo({ sourceName })];
  return sourceName === undefined ? [] : [eq(alerts.sourceName, sourceName)];
}

/** How many alerts a filter finds, at most `max` + 1: a page shows that as "1,000+". */
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
