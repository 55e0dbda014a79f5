import type { Db } from "#db/client.ts";
import { statement } from "#db/statement.ts";

/** The newest alert that an event came in for which nobody was notified of. */
export type UnheardAlert = { alertId: string; title: string };

const DAY_MS = 24 * 3_600_000;
/** How many events are looked through, the newest first, so that a flood of others makes it no slower. */
const LOOKED_THROUGH = 10_000;

const newest = statement<
  { since: number; limit: number; events: string },
  { event: string; alertId: string; title: string; seq: number }
>(
  `SELECT payload ->> 'di_event' AS event, alert_id AS alertId, payload ->> 'alert_title' AS title, max(seq) AS seq
   FROM (SELECT seq, alert_id, payload, api_key_id, test, received_at FROM events
     ORDER BY seq DESC LIMIT @limit) AS recent
   WHERE received_at > +@since AND test = 0 AND api_key_id IS NOT NULL
     AND payload ->> 'di_event' IN (SELECT value FROM json_each(@events))
     AND NOT EXISTS (SELECT 1 FROM deliveries WHERE deliveries.event_seq = recent.seq)
   GROUP BY 1`,
);

/** Of each event (`di_event`) that was posted in the last 24 hours and delivered to nobody, the newest. `now` is in ms. */
export function newestUnheard(db: Db, events: readonly string[], now: number): Map<string, UnheardAlert> {
  if (events.length === 0) return new Map();
  const rows = newest(db).all({
    since: now - DAY_MS,
    limit: LOOKED_THROUGH,
    events: JSON.stringify(events),
  });
  return new Map(rows.map(({ event, alertId, title }) => [event, { alertId, title }]));
}
