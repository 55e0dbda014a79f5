import type { Db } from "#db/client.ts";
import { statement } from "#db/statement.ts";
import type { Reached } from "#lib/domain/alert/follow-up.ts";

const stored = statement<{ alertId: string }, { reached: string }>(
  "SELECT reached FROM alerts WHERE alert_id = +@alertId",
);

/** What went to each channel since the alert opened; empty for an unknown alert. */
export function reachedBefore(db: Db, alertId: string): Reached {
  const row = stored(db).get({ alertId });
  return row === undefined ? {} : JSON.parse(row.reached);
}

type Way = { alertId: string; channelId: string };

/** A rule comes before the Access Requests settings. Uses the indexes `events_alert` and `deliveries_event`. */
const newestRule = statement<Way, { ruleId: string | null }>(
  `SELECT deliveries.rule_id AS ruleId
   FROM alerts
     JOIN events ON events.alert_id = alerts.alert_id AND events.seq >= alerts.opened_seq
     JOIN deliveries ON deliveries.event_seq = events.seq
   WHERE alerts.alert_id = +@alertId AND deliveries.channel_id = @channelId
     AND deliveries.test = 0
     AND (deliveries.state = 'pending' OR deliveries.attempts_made > 0)
   ORDER BY deliveries.rule_id IS NULL, events.seq DESC LIMIT 1`,
);

const setRule = statement<Way & { ruleId: string | null }>(
  `UPDATE alerts SET reached = json_set(reached, '$."' || @channelId || '"', @ruleId) WHERE alert_id = +@alertId`,
);

const removeRule = statement<Way>(
  `UPDATE alerts SET reached = json_remove(reached, '$."' || @channelId || '"') WHERE alert_id = +@alertId`,
);

/** Reads again which rule last sent to the channel: a delivery that ended before any attempt doesn't count. */
export function readReached(db: Db, way: Way): void {
  const newest = newestRule(db).get(way);
  if (newest === undefined) removeRule(db).run(way);
  else setRule(db).run({ ...way, ruleId: newest.ruleId });
}
