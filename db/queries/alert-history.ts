import { and, desc, eq, inArray } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { alerts, channels, deliveries, events, notSent } from "#db/schema/index.ts";
import type { Payload } from "#lib/domain/alert.ts";
import type { Details } from "#lib/domain/details.ts";
import type { NotSentReason } from "#lib/domain/rule.ts";

/** What became of an event at one channel: a delivery, or the recorded reason why there is none. */
export type Routing = { channelId: string; channelName: string } & (
  | { deliveryId: string; reason: null; message: null }
  | { deliveryId: null; reason: NotSentReason; message: string }
);

export type AlertEvent = { eventId: string; payload: Payload; receivedAt: number; routing: Routing[] };

export type AlertHistory = {
  payload: Payload;
  details: Details | null;
  occurrences: number;
  firstAt: number;
  /** Newest first, the last 100. */
  events: AlertEvent[];
};

const MAX_EVENTS = 100;

/** One alert with its events and what became of each at every channel; null where it is not known. */
export async function findAlertHistory(db: Db, alertId: string): Promise<AlertHistory | null> {
  const alert = db.select().from(alerts).where(eq(alerts.alertId, alertId)).get();
  if (alert === undefined) return null;
  const rows = db
    .select()
    .from(events)
    .where(and(eq(events.alertId, alertId), eq(events.test, false)))
    .orderBy(desc(events.seq))
    .limit(MAX_EVENTS)
    .all();
  const [last] = rows;
  if (last === undefined) return null;
  const routing = routingOf(
    db,
    rows.map(({ seq }) => seq),
  );
  return {
    payload: last.payload,
    details: last.details,
    occurrences: alert.occurrences,
    firstAt: alert.firstAt,
    events: rows.map(({ seq, id, payload, receivedAt }) => ({
      eventId: id,
      payload,
      receivedAt,
      routing: routing.get(seq) ?? [],
    })),
  };
}

function routingOf(db: Db, seqs: number[]): Map<number, Routing[]> {
  const sent = db
    .select({
      eventSeq: deliveries.eventSeq,
      channelId: deliveries.channelId,
      channelName: channels.name,
      deliveryId: deliveries.id,
    })
    .from(deliveries)
    .innerJoin(channels, eq(channels.id, deliveries.channelId))
    .where(inArray(deliveries.eventSeq, seqs))
    .all();
  const skipped = db
    .select({
      eventSeq: notSent.eventSeq,
      channelId: notSent.channelId,
      channelName: channels.name,
      reason: notSent.reason,
      message: notSent.message,
    })
    .from(notSent)
    .innerJoin(channels, eq(channels.id, notSent.channelId))
    .where(inArray(notSent.eventSeq, seqs))
    .all();
  const all = [
    ...sent.map((row) => ({ ...row, reason: null, message: null })),
    ...skipped.map((row) => ({ ...row, deliveryId: null })),
  ];
  return new Map(
    [...Map.groupBy(all, ({ eventSeq }) => eventSeq)].map(([seq, rows]) => [
      seq,
      rows.map(({ eventSeq: _seq, ...routing }): Routing => routing),
    ]),
  );
}
