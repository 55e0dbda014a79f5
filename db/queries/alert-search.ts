import { inArray } from "drizzle-orm";
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { Db } from "#db/client.ts";
import { alertSearchRows } from "#db/schema/index.ts";
import { statement } from "#db/statement.ts";
import { addFacets } from "./alert-facets.ts";
import { type Searched, termsOf } from "./alert-search-terms.ts";

/** The FTS5 table of the migrations; drizzle knows it for queries only. */
export const alertSearch = sqliteTable("alert_search", { rowid: integer(), terms: text().notNull() });

type Indexed = Searched & { seq: number; lastEventSeq: number };

/** FTS5 merges so many pages (4 KB) of its segments with each step: about what a step of 100 alerts adds. */
const MERGE_PAGES = 16;

/** The alerts with a later event than those that are indexed, in the order of their last events. */
const changedAlerts = statement<{ limit: number }, Indexed>(
  `SELECT seq, alert_id AS alertId, title, status, priority, category, source_name AS sourceName,
     last_event_seq AS lastEventSeq
   FROM alerts WHERE last_event_seq > (SELECT coalesce(max(event_seq), 0) FROM alert_search_rows)
   ORDER BY last_event_seq LIMIT @limit`,
);

/** Whether an alert has had an event since it was indexed. */
export const searchIsBehind = (db: Db): boolean => changedAlerts(db).all({ limit: 1 }).length > 0;

const indexed = statement<object, { seq: number }>(
  `SELECT coalesce(
     (SELECT min(last_event_seq) - 1 FROM alerts
      WHERE last_event_seq > (SELECT coalesce(max(event_seq), 0) FROM alert_search_rows)),
     (SELECT max(seq) FROM events), 0) AS seq`,
);

/** The event, by its `seq`, up to which the index is complete: it holds each alert whose last event is not later. */
export const indexedUpTo = (db: Db): number => indexed(db).get({})?.seq ?? 0;

/**
 * Takes at most `limit` alerts into the search index, in the order of their last events, and returns how many it
 * took: fewer than `limit` means that the index is up to date.
 */
export function indexAlerts(db: Db, limit: number): number {
  const found = changedAlerts(db).all({ limit });
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
  merge(db).run({ pages: MERGE_PAGES });
  return found.length;
}

const merge = statement<{ pages: number }>(
  `INSERT INTO alert_search (alert_search, rank) VALUES ('merge', @pages)`,
);
const deleteTerms = statement<{ eventSeq: number }>(`DELETE FROM alert_search WHERE rowid = +@eventSeq`);
const deleteRow = statement<{ eventSeq: number }>(
  `DELETE FROM alert_search_rows WHERE event_seq = +@eventSeq`,
);

function forget(db: Db, eventSeq: number): void {
  deleteTerms(db).run({ eventSeq });
  deleteRow(db).run({ eventSeq });
}

const insertTerms = statement<{ eventSeq: number; terms: string }>(
  `INSERT INTO alert_search (rowid, terms) VALUES (@eventSeq, @terms)`,
);
const insertRow = statement<{ eventSeq: number; alertSeq: number }>(
  `INSERT INTO alert_search_rows (event_seq, alert_seq) VALUES (@eventSeq, @alertSeq)`,
);

function add(db: Db, alert: Indexed): void {
  insertTerms(db).run({ eventSeq: alert.lastEventSeq, terms: termsOf(alert) });
  insertRow(db).run({ eventSeq: alert.lastEventSeq, alertSeq: alert.seq });
}
