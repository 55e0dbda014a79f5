import { and, desc, eq, inArray, lt } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { alerts, attempts, channels, deliveries, events, notSent, rules } from "#db/schema/index.ts";
import type { Payload } from "#lib/domain/alert/alert.ts";
import type { Details } from "#lib/domain/alert/details.ts";
import type { AlertEvent, Routing } from "#lib/domain/alert/timeline.ts";
import { sendingRule } from "#lib/domain/delivery/sending-rule.ts";
import type { StoredAlert } from "./alerts.ts";
import { lastAttempt, lastAttemptColumns, lastAttemptJoin } from "./attempts.ts";
import { waitingColumns, waitOfRow } from "./delivery-wait.ts";
import { cursorAt, type Page, type PageRequest, readSeqCursor, toPage } from "./page.ts";
import { deliveryId, deliveryIdColumns, eventId } from "./row-ids.ts";

export type AlertHistory = {
  payload: Payload;
  details: Details | null;
  occurrences: number;
  firstAt: number;
  updatedAt: number;
  autoResolveAt: number | null;
  /** When its sender last said it, if that is later than its last event. */
  seenAt: number | null;
  /** When it ends unless its sender says it again. */
  endsAt: number | null;
  /** The id of the HTTP request that made the last event, if one did. */
  requestId: string | null;
  /** Newest first. */
  events: Page<AlertEvent>;
};

const MAX_EVENTS = 100;

/**
 * One alert with a page of its events (100 by default), and per event what each channel got; null for an
 * unknown alert. Throws AppError `invalid` or `conflict` for a bad cursor, as `readCursor` does.
 */
export async function findAlertHistory(
  db: Db,
  alertId: string,
  page: PageRequest = {},
): Promise<AlertHistory | null> {
  const alert = db
    .select()
    .from(alerts)
    .innerJoin(events, eq(events.seq, alerts.lastEventSeq))
    .where(eq(alerts.alertId, alertId))
    .get();
  if (alert === undefined) return null;
  const { occurrences, firstAt, updatedAt, autoResolveAt, seenAt, endsAt } = alert.alerts;
  return {
    payload: alert.events.payload,
    details: alert.events.details,
    occurrences,
    firstAt,
    updatedAt,
    autoResolveAt,
    seenAt: seenAt !== null && seenAt > updatedAt ? seenAt : null,
    endsAt,
    requestId: alert.events.requestId,
    events: eventsOf(db, alertId, page),
  };
}

function eventsOf(db: Db, alertId: string, request: PageRequest): Page<AlertEvent> {
  const limit = request.limit ?? MAX_EVENTS;
  const list = listOf(alertId);
  const before = readSeqCursor(db, list, request.cursor);
  const rows = db
    .select()
    .from(events)
    .where(
      and(
        eq(events.alertId, alertId),
        eq(events.test, false),
        before === null ? undefined : lt(events.seq, before),
      ),
    )
    .orderBy(desc(events.seq))
    .limit(limit + 1)
    .all();
  const page = toPage(rows, limit, ({ seq }) => cursorAt(db, list, [seq]));
  const routing = routingOf(
    db,
    page.data.map(({ seq }) => seq),
  );
  const data = page.data.map(({ seq, boot, id, payload, remark, receivedAt, requestId }) => ({
    eventId: eventId(db, { seq, boot, id }),
    payload,
    remark,
    receivedAt,
    requestId,
    routing: routing.get(seq) ?? [],
  }));
  return { ...page, data };
}

const listOf = (alertId: string) => ["events", alertId];

/** The cursor of the page that begins with the event of this `seq`. */
export const cursorToEvent = (db: Db, alertId: string, seq: number): string =>
  cursorAt(db, listOf(alertId), [seq + 1]);

const compareNames = new Intl.Collator("en", { numeric: true });

function routingOf(db: Db, seqs: number[], now = Date.now()): Map<number, Routing[]> {
  const sent = db
    .select({
      eventSeq: deliveries.eventSeq,
      channelId: deliveries.channelId,
      channelName: channels.name,
      channelDeletedAt: channels.deletedAt,
      ruleId: deliveries.ruleId,
      ruleName: rules.name,
      waiting: waitingColumns,
      delivery: {
        ...deliveryIdColumns,
        state: deliveries.state,
        reason: deliveries.reason,
      },
      last: lastAttemptColumns,
    })
    .from(deliveries)
    .innerJoin(channels, eq(channels.id, deliveries.channelId))
    .leftJoin(attempts, lastAttemptJoin)
    .leftJoin(rules, eq(rules.id, deliveries.ruleId))
    .where(inArray(deliveries.eventSeq, seqs))
    .all();
  const skipped = db
    .select({
      eventSeq: notSent.eventSeq,
      channelId: notSent.channelId,
      channelName: channels.name,
      channelDeletedAt: channels.deletedAt,
      reason: notSent.reason,
      message: notSent.message,
    })
    .from(notSent)
    .innerJoin(channels, eq(channels.id, notSent.channelId))
    .where(inArray(notSent.eventSeq, seqs))
    .all();
  const all = [
    ...sent.map(({ delivery: { seq, boot, id, ...delivery }, last, ruleId, ruleName, waiting, ...row }) => ({
      ...row,
      rule: sendingRule(ruleId, ruleName),
      wait: waitOfRow(waiting, now),
      delivery: { id: deliveryId(db, { seq, boot, id }), ...delivery, lastAttempt: lastAttempt(last) },
      reason: null,
      message: null,
    })),
    ...skipped.map((row) => ({ ...row, rule: null, wait: null, delivery: null })),
  ].sort((a, b) => compareNames.compare(a.channelName, b.channelName));
  return new Map(
    [...Map.groupBy(all, ({ eventSeq }) => eventSeq)].map(([seq, rows]) => [
      seq,
      rows.map(
        ({ eventSeq: _seq, channelDeletedAt, ...routing }): Routing => ({
          ...routing,
          channelExists: channelDeletedAt === null,
        }),
      ),
    ]),
  );
}

/** The seventeen fields and the details of each alert's last event. */
export async function lastEventsOf(db: Db, alertIds: string[]): Promise<Map<string, StoredAlert>> {
  const rows = db
    .select({ alertId: alerts.alertId, payload: events.payload, details: events.details })
    .from(alerts)
    .innerJoin(events, eq(events.seq, alerts.lastEventSeq))
    .where(inArray(alerts.alertId, alertIds))
    .all();
  return new Map(rows.map(({ alertId, ...last }) => [alertId, last]));
}
