import { asc, eq, gt, inArray, sql } from "drizzle-orm";
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { type Db, prepared } from "#db/client.ts";
import { alertSearchRows, alerts } from "#db/schema/index.ts";
import { addFacets } from "./alert-facets.ts";
import { type Searched, termsOf } from "./alert-search-terms.ts";

/** The FTS5 table of the migrations; drizzle knows it for queries only. */
export const alertSearch = sqliteTable("alert_search", { rowid: integer(), terms: text().notNull() });

type Indexed = Searched & { seq: number; lastEventSeq: number };

/** FTS5 merges so many pages (4 KB) of its segments with each step: about what a step of 100 alerts adds. */
const MERGE_PAGES = 16;

/** As of which event the index is up to date: alerts with a later one are to be indexed. */
const indexedUpTo = prepared((db) =>
  db
    .select({ seq: sql<number>`coalesce(max(${alertSearchRows.eventSeq}), 0)` })
    .from(alertSearchRows)
    .prepare(),
);

const changedSince = prepared((db) =>
  db
    .select({
      seq: alerts.seq,
      alertId: alerts.alertId,
      title: alerts.title,
      status: alerts.status,
      priority: alerts.priority,
      category: alerts.category,
      sourceName: alerts.sourceName,
      lastEventSeq: alerts.lastEventSeq,
    })
    .from(alerts)
    .where(gt(alerts.lastEventSeq, sql.placeholder("seq")))
    .orderBy(asc(alerts.lastEventSeq))
    .limit(sql.placeholder("limit"))
    .prepare(),
);

const changed = (db: Db, limit: number): Indexed[] =>
  changedSince(db).all({ seq: indexedUpTo(db).get()?.seq ?? 0, limit });

/** Whether an alert has had an event since it was indexed. */
export const searchIsBehind = (db: Db): boolean => changed(db, 1).length > 0;

/**
 * Takes at most `limit` alerts into the search index, in the order of their last events, and returns how many it
 * took: fewer than `limit` means that the index is up to date.
 */
export function indexAlerts(db: Db, limit: number): number {
  const found = changed(db, limit);
  if (found.length === 0) return 0;
  const earlier = db
    .select()
    .from(alertSearchRows)
    .where(
      inArray(
        alertSearchRows.alertSeq,
        found.map(({ seq }) => seq),
      ),
    )
    .all();
  for (const { eventSeq } of earlier) forget(db, eventSeq);
  for (const alert of found) add(db, alert);
  addFacets(db, found);
  db.run(sql`INSERT INTO alert_search (alert_search, rank) VALUES ('merge', ${MERGE_PAGES})`);
  return found.length;
}

const deleteTerms = prepared((db) =>
  db
    .delete(alertSearch)
    .where(eq(alertSearch.rowid, sql.placeholder("eventSeq")))
    .prepare(),
);
const deleteRow = prepared((db) =>
  db
    .delete(alertSearchRows)
    .where(eq(alertSearchRows.eventSeq, sql.placeholder("eventSeq")))
    .prepare(),
);

function forget(db: Db, eventSeq: number): void {
  deleteTerms(db).run({ eventSeq });
  deleteRow(db).run({ eventSeq });
}

const insertTerms = prepared((db) =>
  db
    .insert(alertSearch)
    .values({ rowid: sql.placeholder("eventSeq"), terms: sql.placeholder("terms") })
    .prepare(),
);
const insertRow = prepared((db) =>
  db
    .insert(alertSearchRows)
    .values({ eventSeq: sql.placeholder("eventSeq"), alertSeq: sql.placeholder("alertSeq") })
    .prepare(),
);

function add(db: Db, alert: Indexed): void {
  insertTerms(db).run({ eventSeq: alert.lastEventSeq, terms: termsOf(alert) });
  insertRow(db).run({ eventSeq: alert.lastEventSeq, alertSeq: alert.seq });
}
