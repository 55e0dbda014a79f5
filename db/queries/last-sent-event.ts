import type { Db } from "#db/client.ts";
import { statement } from "#db/statement.ts";
import type { Priority } from "#lib/domain/alert/alert.ts";
import type { Details } from "#lib/domain/alert/details.ts";
import { eventId } from "./row-ids.ts";

/** An event that went to a channel, with what its rule put in. */
export type SentEvent = {
  eventId: string;
  alertId: string;
  /** The event's `Payload` as JSON, as it is stored. */
  stored: string;
  details: Details | null;
  routed: { ruleId: string | null; priority: Priority | null };
};

type Row = {
  seq: number;
  boot: number | null;
  id: string | null;
  alertId: string;
  stored: string;
  details: string | null;
  ruleId: string | null;
  priority: Priority | null;
};

const newest = statement<{ channelId: string }, Row>(
  `SELECT events.seq, events.boot, events.id, deliveries.alert_id AS alertId, events.payload AS stored,
     events.details, deliveries.rule_id AS ruleId, deliveries.priority
   FROM deliveries JOIN events ON events.seq = deliveries.event_seq
   WHERE deliveries.channel_id = +@channelId AND deliveries.test = 0
   ORDER BY deliveries.seq DESC LIMIT 1`,
);

/** The newest event that was queued for a channel, without Tests; null if there is none. */
export function lastSentEvent(db: Db, channelId: string): SentEvent | null {
  const row = newest(db).get({ channelId });
  if (row === undefined) return null;
  const { seq, boot, id, ruleId, priority, details, ...event } = row;
  return {
    ...event,
    eventId: eventId(db, { seq, boot, id }),
    details: details === null ? null : JSON.parse(details),
    routed: { ruleId, priority },
  };
}
