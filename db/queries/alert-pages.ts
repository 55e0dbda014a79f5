import { sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { alerts } from "#db/schema/index.ts";
import { PRIORITIES } from "#lib/domain/alert/alert.ts";
import {
  type AlertFilter,
  type AlertOrder,
  type AlertRow,
  NEWEST_FIRST,
  possibleOrder,
} from "#lib/domain/alert/list.ts";
import { rowsOf } from "./alert-list.ts";
import { movedRows } from "./alert-moved.ts";
import { alertsList, type Place, placeCursor, readPlace, type Start } from "./alert-place.ts";
import type { PlacedRow } from "./alert-row.ts";
import { indexedUpTo } from "./alert-search.ts";
import { searchTail } from "./alert-search-tail.ts";
import { lastEventSeq } from "./as-of.ts";
import { DEFAULT_LIMIT, type Page, type PageRequest, toPage } from "./page.ts";

export type AlertsRequest = PageRequest & AlertFilter & { order?: AlertOrder | undefined };

export type AlertsPage = Page<AlertRow> & {
  /** `seq` of the last event when the first page was read. */
  asOf: number;
  /** `seq` of the last event when this page was read; its rows show nothing newer. */
  readAt: number;
};

/**
 * A page of alerts. However often alerts fire meanwhile, no alert of the first page's list is skipped; one
 * that moved may appear twice. Throws AppError `invalid` or `conflict` for a bad cursor, as `readCursor`
 * does.
 */
export async function listAlerts(db: Db, request: AlertsRequest): Promise<AlertsPage> {
  // One transaction: with an event between two reads, the first page would contradict itself.
  return db.transaction(() => pageOfAlerts(db, request));
}

function pageOfAlerts(db: Db, request: AlertsRequest): AlertsPage {
  const limit = request.limit ?? DEFAULT_LIMIT;
  const order = possibleOrder(request, request.order ?? NEWEST_FIRST);
  const list = alertsList(request, order);
  const { start, from } = readPlace(db, list, request.cursor) ?? { start: startOf(db, request), from: null };
  const rows: (PlacedRow & Place)[] = [];
  let goesOnAt: Place | null = null;
  for (const [run, walk] of runsOf(db, request, order, start).entries()) {
    if (run < (from?.run ?? 0) || rows.length > limit) continue;
    const after = run === from?.run ? from.position : null;
    // An alert that moved before it was indexed may be in the walk and among the moved ones.
    const shown = new Set(rows.map(({ alertId }) => alertId));
    const more = walk(after, limit + 1);
    if (more === "behind") {
      goesOnAt = { run, position: after ?? start.newestAlert + 1 };
      break;
    }
    const unseen = more.filter(({ alertId }) => !shown.has(alertId));
    rows.push(...unseen.map((row) => ({ ...row, run })));
  }
  const cursorOf = (place: Place) => placeCursor(db, list, start, place);
  const page = toPage(rows, limit, cursorOf);
  const nextCursor = page.nextCursor ?? (goesOnAt && cursorOf(goesOnAt));
  const data = page.data.map(({ run: _run, position: _position, lastEventSeq: _seq, ...row }) => row);
  return { nextCursor, data, asOf: start.asOf, readAt: lastEventSeq(db) };
}

/** If the search is far behind, a list by words begins at the last indexed event. */
function startOf(db: Db, { q }: AlertFilter): Start {
  const asOf = q && !searchTail(db).isRead ? indexedUpTo(db) : lastEventSeq(db);
  const newest = db
    .select({ seq: sql<number>`coalesce(max(${alerts.seq}), 0)` })
    .from(alerts)
    .get();
  return { asOf, newestAlert: newest?.seq ?? 0 };
}

type Run = (after: number | null, limit: number) => PlacedRow[] | "behind";

/**
 * In the order in which alerts were first seen nothing moves, because no event changes it: one run is enough.
 */
function runsOf(db: Db, filter: AlertFilter, order: AlertOrder, start: Start): Run[] {
  if (order.by === "first") return [(after, limit) => rowsOf(db, filter, order, { after, limit })];
  const walks = rankedBy(order, filter).map(
    (ranked): Run =>
      (after, limit) =>
        rowsOf(db, ranked, order, { after, limit, upTo: start.asOf }),
  );
  return [...walks, (after, limit) => movedRows(db, filter, start, { after, limit })];
}

/** The filter of each run: one per priority if the list is sorted by priority. */
function rankedBy(order: AlertOrder, filter: AlertFilter): AlertFilter[] {
  if (order.by !== "priority" || filter.priority !== undefined) return [filter];
  const ranked = order.descending ? PRIORITIES : PRIORITIES.toReversed();
  return ranked.map((one) => ({ ...filter, priority: one }));
}
