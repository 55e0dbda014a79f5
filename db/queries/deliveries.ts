import { desc, eq, inArray, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { alerts, attempts, channels, deliveries, events, rules } from "#db/schema/index.ts";
import type { Priority } from "#lib/domain/alert/alert.ts";
import type { ChannelFace } from "#lib/domain/channel/channel.ts";
import type { DeliveryView } from "#lib/domain/delivery/delivery.ts";
import { expiresAt } from "#lib/domain/delivery/expiry.ts";
import type { DeliveryFilter } from "#lib/domain/delivery/list.ts";
import { type SendingRule, sendingRule } from "#lib/domain/delivery/sending-rule.ts";
import { cursorToEvent } from "./alert-history.ts";
import {
  attemptsOf,
  lastAttempt,
  lastAttemptColumns,
  lastAttemptJoin,
  type StoredAttempt,
} from "./attempts.ts";
import { seqRange } from "./delivery-times.ts";
import { waitingColumns, waitOfRow } from "./delivery-wait.ts";
import { LOOKS, walkDeliveries } from "./delivery-walk.ts";
import { cursorAt, DEFAULT_LIMIT, type Page, type PageRequest, readSeqCursor, toPage } from "./page.ts";
import { deliveryId, deliveryIdColumns, eventId, eventIdColumns, isDelivery } from "./row-ids.ts";

export type DeliveriesRequest = PageRequest & DeliveryFilter;

export type DeliveriesPage = Page<DeliveryView> & {
  /**
   * When the last delivery was created that this page looked at, ms since 1970, if that was too far for one
   * page: older ones are for the next. Null if the page is full, or the last.
   */
  lookedBackTo: number | null;
};

/** What a cursor is bound to. */
const FACETS = ["state", "channelId", "alertId", "outcome", "status", "reason", "test"] as const;

const row = {
  ...deliveryIdColumns,
  event: eventIdColumns,
  alertId: deliveries.alertId,
  /** A Test's event belongs to no alert: its own title counts. */
  alertTitle: sql<string>`coalesce(${alerts.title}, ${events.payload} ->> 'alert_title', ${deliveries.alertId})`,
  channelId: deliveries.channelId,
  channelName: channels.name,
  channelDeletedAt: channels.deletedAt,
  reason: deliveries.reason,
  test: deliveries.test,
  attemptsMade: deliveries.attemptsMade,
  waiting: waitingColumns,
  createdAt: deliveries.createdAt,
  finishedAt: deliveries.finishedAt,
  waitsSince: deliveries.waitsSince,
  retrySchedule: channels.retrySchedule,
  last: lastAttemptColumns,
};

function rowsOf(db: Db) {
  return db
    .select(row)
    .from(deliveries)
    .innerJoin(events, eq(events.seq, deliveries.eventSeq))
    .innerJoin(channels, eq(channels.id, deliveries.channelId))
    .leftJoin(alerts, eq(alerts.alertId, deliveries.alertId))
    .leftJoin(attempts, lastAttemptJoin);
}

type Row = ReturnType<ReturnType<typeof rowsOf>["all"]>[number];

/**
 * A page of deliveries, newest first. A page may hold fewer than `limit`, or none, although older pages
 * follow: see `walkDeliveries`. A range of time may move between the pages, as "the last hour" does. Throws
 * AppError `invalid` or `conflict` for a bad cursor, as `readCursor` does.
 */
export async function listDeliveries(
  db: Db,
  request: DeliveriesRequest,
  looks = LOOKS,
): Promise<DeliveriesPage> {
  const { limit = DEFAULT_LIMIT, cursor, since, until, ...what } = request;
  const list = ["deliveries", ...FACETS.map((facet) => what[facet])];
  const range = seqRange(db, { since, until });
  const before = Math.min(range.before, readSeqCursor(db, list, cursor) ?? range.before);
  const { seqs, endedAt } = walkDeliveries(db, what, { ...range, before }, { limit: limit + 1, looks });
  const rows = rowsOf(db).where(inArray(deliveries.seq, seqs)).orderBy(desc(deliveries.seq)).all();
  const cursorOf = (seq: number) => cursorAt(db, list, [seq]);
  const page = toPage(rows, limit, ({ seq }) => cursorOf(seq));
  return {
    data: page.data.map((one) => toDeliveryView(db, one)),
    nextCursor: endedAt === null ? page.nextCursor : cursorOf(endedAt),
    lookedBackTo: endedAt === null ? null : createdAt(db, endedAt),
  };
}

const createdAt = (db: Db, seq: number): number | null =>
  db.select({ at: deliveries.createdAt }).from(deliveries).where(eq(deliveries.seq, seq)).get()?.at ?? null;

/** What a delivery's page shows: its row, its event, and its attempts, first to last. */
export type StoredDelivery = {
  view: DeliveryView;
  eventSeq: number;
  /** The event's `Payload` as JSON, as it is stored. */
  payloadText: string;
  hops: number;
  requestId: string | null;
  /** The channel's present settings, also if it is deleted. */
  channel: Pick<ChannelFace, "url" | "urlSecrets" | "auth" | "headers" | "format">;
  routed: { ruleId: string | null; priority: Priority | null };
  rule: SendingRule | null;
  eventCursor: string | null;
  attempts: StoredAttempt[];
};

export async function findDelivery(db: Db, id: string): Promise<StoredDelivery | null> {
  const found = rowsOf(db).where(isDelivery(db, id)).get();
  if (found === undefined) return null;
  const { url, urlSecrets, auth, headers, format } = channels;
  const sent = db
    .select({
      eventSeq: events.seq,
      payloadText: sql<string>`${events.payload}`,
      hops: events.hops,
      requestId: events.requestId,
      channel: { url, urlSecrets, auth, headers, format },
      routed: { ruleId: deliveries.ruleId, priority: deliveries.priority },
      ruleName: rules.name,
    })
    .from(deliveries)
    .innerJoin(events, eq(events.seq, deliveries.eventSeq))
    .innerJoin(channels, eq(channels.id, deliveries.channelId))
    .leftJoin(rules, eq(rules.id, deliveries.ruleId))
    .where(eq(deliveries.seq, found.seq))
    .get();
  if (sent === undefined) return null;
  const { ruleName, ...stored } = sent;
  return {
    ...stored,
    view: toDeliveryView(db, found),
    rule: sendingRule(stored.routed.ruleId, ruleName),
    eventCursor: found.test ? null : cursorToEvent(db, found.alertId, found.event.seq),
    attempts: attemptsOf(db, found.seq),
  };
}

/** What a change of a delivery needs to know of it. */
export function deliveryState(db: Db, id: string) {
  return db
    .select({
      seq: deliveries.seq,
      position: deliveries.position,
      state: deliveries.state,
      test: deliveries.test,
      attemptsMade: deliveries.attemptsMade,
      nextAttemptAt: deliveries.nextAttemptAt,
      held: deliveries.held,
      channelId: deliveries.channelId,
      alertId: deliveries.alertId,
      channelEnabled: channels.enabled,
      channelName: channels.name,
      channelDeletedAt: channels.deletedAt,
    })
    .from(deliveries)
    .innerJoin(channels, eq(channels.id, deliveries.channelId))
    .where(isDelivery(db, id))
    .get();
}

function toDeliveryView(db: Db, found: Row, now = Date.now()): DeliveryView {
  const { state, nextAttemptAt, heldUntil } = found.waiting;
  return {
    id: deliveryId(db, found),
    eventId: eventId(db, found.event),
    alertId: found.alertId,
    alertTitle: found.alertTitle,
    channelId: found.channelId,
    channelName: found.channelName,
    channelExists: found.channelDeletedAt === null,
    state,
    reason: found.reason,
    test: found.test,
    attemptsMade: found.attemptsMade,
    nextAttemptAt: nextAttemptAt && Math.max(nextAttemptAt, heldUntil ?? 0),
    wait: waitOfRow(found.waiting, now),
    createdAt: found.createdAt,
    finishedAt: found.finishedAt,
    expiresAt: expiresAt(found, found.retrySchedule),
    lastAttempt: lastAttempt(found.last),
  };
}
