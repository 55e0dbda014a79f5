import { and, asc, desc, eq, gt, or, type SQL, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { alertSearchRows, alerts } from "#db/schema/index.ts";
import type { AlertFilter } from "#lib/domain/alert/list.ts";
import { beyond, row, stillSo, type Walk } from "./alert-row.ts";
import { alertSearch } from "./alert-search.ts";
import { type SearchTail, searchTail } from "./alert-search-tail.ts";
import { matchOf, termsSuffice } from "./alert-search-terms.ts";

/**
 * Finds alerts through the search index. The index only narrows: each alert is checked as it is now. Alerts
 * that the index does not know yet come after all that it knows, and are read one by one.
 */
export function foundRows(db: Db, filter: AlertFilter, walk: Walk) {
  // Use one snapshot: an alert that is indexed between the two reads would be in both, or in none.
  return db.transaction(() => {
    const tail = searchTail(db, walk.upTo);
    const [first, second] = walk.descending ? [tailHits, indexHits] : [indexHits, tailHits];
    const rows = first(db, filter, walk, tail);
    const left = walk.limit - rows.length;
    return left === 0 ? rows : [...rows, ...second(db, filter, { ...walk, limit: left }, tail)];
  });
}

function tailHits(db: Db, filter: AlertFilter, walk: Walk, tail: SearchTail) {
  if (tail.count === 0 || !tail.isRead) return [];
  const position = alerts.lastEventSeq;
  return db
    .select({ ...row, position: sql<number>`${position}` })
    .from(alerts)
    .where(and(gt(position, tail.after), beyond(position, walk), ...stillSo(filter)))
    .orderBy(walk.descending ? desc(position) : asc(position))
    .limit(walk.limit)
    .all();
}

function indexHits(db: Db, filter: AlertFilter, walk: Walk, tail: SearchTail) {
  const position = alertSearch.rowid;
  return db
    .select({ ...row, position: sql<number>`${position}` })
    .from(alertSearch)
    .innerJoin(alertSearchRows, eq(alertSearchRows.eventSeq, position))
    .innerJoin(alerts, eq(alerts.seq, alertSearchRows.alertSeq))
    .where(
      and(
        sql`alert_search MATCH ${matchOf(filter)}`,
        beyond(position, walk),
        tail.isRead ? notInTail(walk) : undefined,
        ...stillSo(filter),
      ),
    )
    .orderBy(walk.descending ? desc(position) : asc(position))
    .limit(walk.limit)
    .all();
}

/**
 * Excludes alerts that have had an event since they were indexed, as they are in the tail. An alert that has
 * left the walk keeps its old place.
 */
function notInTail({ upTo }: Walk): SQL | undefined {
  const unmoved = eq(alerts.lastEventSeq, alertSearch.rowid);
  return upTo === undefined ? unmoved : or(unmoved, gt(alerts.lastEventSeq, upTo));
}

/** How many alerts are checked to be counted. Beyond that, only the index counts. */
const LOOKED_AT = 1_000;

/**
 * How many alerts are found, counted up to `max + 1`. Above 1,000 the index may count a few that only
 * resemble the search text, or that have just moved.
 */
export function countFound(db: Db, filter: AlertFilter, max: number): number {
  return db.transaction(() => {
    const walk: Walk = { after: null, descending: true, limit: max + 1 };
    const tail = searchTail(db);
    const narrowed = countTerms(db, filter, walk);
    const isExact = tail.count === 0 && termsSuffice(filter);
    const inIndex = isExact || narrowed > LOOKED_AT ? narrowed : indexHits(db, filter, walk, tail).length;
    return Math.min(max + 1, tailHits(db, filter, walk, tail).length + inIndex);
  });
}

function countTerms(db: Db, filter: AlertFilter, { limit }: Walk): number {
  const found = db
    .select({ one: sql`1` })
    .from(alertSearch)
    .where(sql`alert_search MATCH ${matchOf(filter)}`)
    .limit(limit)
    .as("found");
  return db.select({ count: sql<number>`count(*)` }).from(found).get()?.count ?? 0;
}
