import type { Db } from "#db/client.ts";
import { statement } from "#db/statement.ts";
import { OWN_ALERT_IDS } from "#lib/domain/own/own.ts";

/** An own alert that no channel could carry. */
export type UntoldOwnAlert = { alertId: string; title: string };

/**
 * `heard`: a channel got it, or will soon. `tried`: it waits for channels that fail, or failed. `blocked`: the
 * channel that a rule chose is the one that it is about, or is disabled. `kept`: some channel did not get it.
 * `muted`: somebody wants it quiet. The `+` before the status keeps SQLite from walking all open alerts.
 */
const ways = statement<
  { from: string; to: string },
  UntoldOwnAlert & Record<"heard" | "tried" | "blocked" | "kept" | "muted", 0 | 1>
>(
  `SELECT alert_id AS alertId, title,
     EXISTS (SELECT 1 FROM deliveries JOIN channels ON channels.id = deliveries.channel_id
       WHERE event_seq = opened_seq AND (state = 'delivered'
         OR (state = 'pending' AND enabled = 1 AND failing_since IS NULL AND refusing_since IS NULL))) AS heard,
     EXISTS (SELECT 1 FROM deliveries WHERE event_seq = opened_seq) AS tried,
     EXISTS (SELECT 1 FROM not_sent WHERE event_seq = opened_seq
       AND reason IN ('own_channel', 'channel_disabled')) AS blocked,
     EXISTS (SELECT 1 FROM not_sent WHERE event_seq = opened_seq) AS kept,
     EXISTS (SELECT 1 FROM not_sent WHERE event_seq = opened_seq AND reason = 'muted') AS muted
   FROM alerts WHERE alert_id >= +@from AND alert_id < +@to AND +status = 'Open' ORDER BY opened_seq`,
);

/**
 * The own alerts that nobody has acknowledged and no channel could carry, oldest first: only the pages can tell
 * them. What the rules don't send on purpose is left out.
 */
export const untoldOwnAlerts = async (db: Db): Promise<UntoldOwnAlert[]> =>
  ways(db)
    .all(OWN_ALERT_IDS)
    .filter(({ heard, tried, blocked, kept, muted }) => !heard && !muted && (tried || blocked || !kept))
    .map(({ alertId, title }) => ({ alertId, title }));
