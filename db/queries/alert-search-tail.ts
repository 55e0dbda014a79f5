import type { Db } from "#db/client.ts";
import { statement } from "#db/statement.ts";

/**
 * The alerts whose present state is not indexed yet. A search reads a few of them one by one, so that it
 * misses nothing; more would delay the page, and then the list says how far the search is behind.
 */
export type SearchTail = {
  /** The alerts whose last event has a greater `seq` than this. */
  after: number;
  /** How many they are, at most READ_MAX + 1. */
  count: number;
  isRead: boolean;
};

/** A search reads this many in about 10 ms. */
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

/** By how many whole seconds the search is behind at `now` (ms); null if by 1 s or less. */
export function searchBehindSeconds(db: Db, now: number): number | null {
  const { after, isRead } = searchTail(db);
  if (isRead) return null;
  const behind = now - (oldest(db).get({ after })?.updatedAt ?? now);
  return behind > 1_000 ? Math.ceil(behind / 1_000) : null;
}
