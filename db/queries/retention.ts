import type { Db } from "#db/client.ts";
import { statement } from "#db/statement.ts";

const oldest = statement<{ after: number; limit: number }, { seq: number; receivedAt: number; waits: 0 | 1 }>(
  `SELECT seq, received_at AS receivedAt,
     EXISTS (SELECT 1 FROM deliveries WHERE event_seq = events.seq AND state = 'pending') AS waits
   FROM events WHERE seq > +@after ORDER BY seq LIMIT @limit`,
);

const BY_SEQ = "IN (SELECT value FROM json_each(@seqs))";

/** The alerts whose last event is removed. */
const GOING = `IN (SELECT seq FROM alerts WHERE last_event_seq ${BY_SEQ})`;

/** In this order, because the rows refer to each other. */
const removals = [
  `DELETE FROM attempt_bodies WHERE delivery_seq IN (SELECT seq FROM deliveries WHERE event_seq ${BY_SEQ})`,
  `DELETE FROM attempts WHERE delivery_seq IN (SELECT seq FROM deliveries WHERE event_seq ${BY_SEQ})`,
  `DELETE FROM deliveries WHERE event_seq ${BY_SEQ}`,
  `DELETE FROM not_sent WHERE event_seq ${BY_SEQ}`,
  `DELETE FROM alert_search WHERE rowid IN (SELECT event_seq FROM alert_search_rows WHERE alert_seq ${GOING})`,
  `DELETE FROM alert_search_rows WHERE alert_seq ${GOING}`,
  `DELETE FROM alerts WHERE last_event_seq ${BY_SEQ}`,
  `DELETE FROM events WHERE seq ${BY_SEQ}`,
].map((text) => statement<{ seqs: string }>(text));

/**
 * Looks at the next `limit` events after the `seq` `after`, and removes those received before `before` (ms),
 * with their deliveries, attempts and not-sent reasons, and the alerts whose last event is removed. An event
 * with a pending delivery stays. Returns how many went, and the `seq` to go on from, or null at the end.
 */
export function removeOldEvents(
  db: Db,
  { after, before, limit }: { after: number; before: number; limit: number },
): { removed: number; next: number | null } {
  const rows = oldest(db).all({ after, limit });
  const old = rows.filter(({ receivedAt }) => receivedAt < before);
  const going = old.filter(({ waits }) => waits === 0).map(({ seq }) => seq);
  if (going.length > 0) for (const remove of removals) remove(db).run({ seqs: JSON.stringify(going) });
  const last = old.at(-1);
  const next = old.length === limit && last !== undefined ? last.seq : null;
  return { removed: going.length, next };
}
