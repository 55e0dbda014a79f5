import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { Db } from "#db/client.ts";
import { statement } from "#db/statement.ts";
import { type Indexed, termsOf } from "./alert-search-terms.ts";

/** The FTS5 table. A migration makes it; Drizzle only queries it. */
export const alertSearch = sqliteTable("alert_search", { rowid: integer(), terms: text().notNull() });

/** `indexedSeq` is the event under which the index has the alert, null if it has none. */
type Changed = Indexed & { seq: number; lastEventSeq: number; indexedSeq: number | null };

/** Pages (4 KB) of its segments that FTS5 merges after each step: enough for the 200 alerts that it adds. */
const MERGE_PAGES = 32;
/**
 * A step ends after about this many characters of terms. An alert usually has 500, but a malicious one can
 * have 20,000.
 */
const CHARACTERS_MAX = 150_000;

/** The alerts with an event after the last indexed one, in the order of their last events. */
const changedAlerts = statement<{ limit: number }, Changed>(
  `SELECT seq, alert_id AS alertId, title, status, priority, category, source_name AS sourceName,
     last_event_seq AS lastEventSeq, event_seq AS indexedSeq
   FROM alerts LEFT JOIN alert_search_rows ON alert_seq = seq
   WHERE last_event_seq > (SELECT coalesce(max(event_seq), 0) FROM alert_search_rows)
   ORDER BY last_event_seq LIMIT @limit`,
);

/** Whether any alert's last event is not indexed yet. */
export const searchIsBehind = (db: Db): boolean => changedAlerts(db).all({ limit: 1 }).length > 0;

const lastEvent = statement<object, { seq: number }>(`SELECT coalesce(max(seq), 0) AS seq FROM events`);

/**
 * The event (`seq`) up to which the index is complete: an alert whose last event is that one or an earlier
 * one is found by its present words.
 */
export function indexedUpTo(db: Db): number {
  const [next] = changedAlerts(db).all({ limit: 1 });
  return next === undefined ? (lastEvent(db).get({})?.seq ?? 0) : next.lastEventSeq - 1;
}

/**
 * Indexes at most `limit` alerts, in the order of their last events, and returns how many; 0 means that the
 * index is up to date.
 */
export function indexAlerts(db: Db, limit: number): number {
  let taken = 0;
  let characters = 0;
  for (const alert of changedAlerts(db).all({ limit })) {
    if (characters >= CHARACTERS_MAX) break;
    characters += index(db, alert);
    taken++;
  }
  if (taken > 0) merge(db).run({ pages: MERGE_PAGES });
  return taken;
}

const merge = statement<{ pages: number }>(
  `INSERT INTO alert_search (alert_search, rank) VALUES ('merge', @pages)`,
);
const deleteTerms = statement<{ eventSeq: number }>(`DELETE FROM alert_search WHERE rowid = +@eventSeq`);
const insertTerms = statement<{ eventSeq: number; terms: string }>(
  `INSERT INTO alert_search (rowid, terms) VALUES (@eventSeq, @terms)`,
);
const placeRow = statement<{ eventSeq: number; alertSeq: number }>(
  `INSERT INTO alert_search_rows (event_seq, alert_seq) VALUES (@eventSeq, @alertSeq)
   ON CONFLICT (alert_seq) DO UPDATE SET event_seq = excluded.event_seq`,
);

/** Indexes the alert under its last event, and returns how long its terms are, in characters. */
function index(db: Db, alert: Changed): number {
  const { seq, lastEventSeq, indexedSeq } = alert;
  if (indexedSeq !== null) deleteTerms(db).run({ eventSeq: indexedSeq });
  const terms = termsOf(alert);
  insertTerms(db).run({ eventSeq: lastEventSeq, terms });
  placeRow(db).run({ eventSeq: lastEventSeq, alertSeq: seq });
  return terms.length;
}
