import type { Db } from "#db/client.ts";
import { statement } from "#db/statement.ts";

/**
 * The alerts that the search index does not know yet. Each search reads a few of them one by one, so that it
 * misses nothing; more would hold up the page, so the list then says how far it is behind.
 */
export type SearchTail = {
  /** The tail holds the alerts whose last event has a greater `seq`. */
  after: number;
  /** How many alerts are in the tail, counted up to one more than a search reads. */
  count: number;
  isRead: boolean;
};

/** How many alerts a search reads in about 10 ms. */
const READ_MAX = 2_000;

const tail = statement<{ upTo: number; limit: number }, { after: number; count: number }>(
  `SELECT indexed.seq AS after,
     (SELECT count(*) FROM (SELECT 1 FROM alerts
      WHERE last_event_seq > indexed.seq AND last_event_seq <= +@upTo LIMIT @limit)) AS count
   FROM (SELECT coalesce(max(event_seq), 0) AS seq FROM alert_search_rows) AS indexed`,
);

/** The tail of all alerts, or only of those without an event after `upTo`. */
export function searchTail(db: Db, upTo = Number.MAX_SAFE_INTEGER): SearchTail {
  const { after = 0, count = 0 } = tail(db).get({ upTo, limit: READ_MAX + 1 }) ?? {};
  return { after, count, isRead: count <= READ_MAX };
}

const oldest = statement<{ after: number }, { updatedAt: number }>(
  `SELECT updated_at AS updatedAt FROM alerts WHERE last_event_seq > +@after ORDER BY last_event_seq LIMIT 1`,
);

/** How many whole seconds the search by words is behind at `now` (ms); null if at most one second. */
export function searchBehindSeconds(db: Db, now: number): number | null {
  const { after, isRead } = searchTail(db);
  if (isRead) return null;
  const behind = now - (oldest(db).get({ after })?.updatedAt ?? now);
  return behind > 1_000 ? Math.ceil(behind / 1_000) : null;
}
