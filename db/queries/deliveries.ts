import { and, desc, eq, lt, type SQL, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { alerts, attempts, channels, deliveries, events } from "#db/schema/index.ts";
import type { Priority } from "#lib/domain/alert/alert.ts";
import type { ChannelFace } from "#lib/domain/channel/channel.ts";
import type { DeliveryState, DeliveryView } from "#lib/domain/delivery/delivery.ts";
import { attemptsOf, lastAttemptColumns, lastAttemptJoin, type StoredAttempt } from "./attempts.ts";
import { cursorAt, DEFAULT_LIMIT, type Page, type PageRequest, readSeqCursor, toPage } from "./page.ts";
import { deliveryId, deliveryIdColumns, eventId, eventIdColumns, isDelivery } from "./row-ids.ts";

export type DeliveryFilter = PageRequest & {
  channelId?: string | undefined;
  alertId?: string | undefined;
  state?: DeliveryState | undefined;
};

const row = {
  ...deliveryIdColumns,
  event: eventIdColumns,
  alertId: deliveries.alertId,
  /** A Test's event belongs to no alert: its own title counts. */
  alertTitle: sql<string>`coalesce(${alerts.title}, ${events.payload} ->> 'alert_title', ${deliveries.alertId})`,
  channelId: deliveries.channelId,
  channelName: channels.name,
  channelDeletedAt: channels.deletedAt,
  state: deliveries.state,
  reason: deliveries.reason,
  test: deliveries.test,
  attemptsMade: deliveries.attemptsMade,
  nextAttemptAt: deliveries.nextAttemptAt,
  channelHeldUntil: channels.heldUntil,
  createdAt: deliveries.createdAt,
  finishedAt: deliveries.finishedAt,
  last: lastAttemptColumns,
};

function rowsOf(db: Db) {
  return db
    .select({
      ...row,
      payloadText: sql<string>`${events.payload}`,
      ruleId: deliveries.ruleId,
      priority: deliveries.priority,
      hops: events.hops,
      requestId: events.requestId,
    })
    .from(deliveries)
    .innerJoin(events, eq(events.seq, deliveries.eventSeq))
    .innerJoin(channels, eq(channels.id, deliveries.channelId))
    .leftJoin(alerts, eq(alerts.alertId, deliveries.alertId))
    .leftJoin(attempts, lastAttemptJoin);
}

type Row = ReturnType<ReturnType<typeof rowsOf>["all"]>[number];

/**
 * A page of deliveries, newest first. Those of one alert are found through its events, because they were
 * queued in the order of the events. Throws AppError `invalid` or `conflict` for a bad cursor, as
 * `readCursor` does.
 */
export async function listDeliveries(db: Db, filter: DeliveryFilter): Promise<Page<DeliveryView>> {
  const limit = filter.limit ?? DEFAULT_LIMIT;
  const list = ["deliveries", filter.channelId, filter.alertId, filter.state];
  const before = readSeqCursor(db, list, filter.cursor);
  const conditions: (SQL | undefined)[] = [
    before === null ? undefined : lt(deliveries.seq, before),
    filter.channelId === undefined ? undefined : eq(deliveries.channelId, filter.channelId),
    filter.alertId === undefined ? undefined : eq(events.alertId, filter.alertId),
    filter.state === undefined ? undefined : eq(deliveries.state, filter.state),
    // SQLite uses the partial index only if the query contains its condition.
    filter.state === undefined || filter.state === "delivered"
      ? undefined
      : sql`${deliveries.state} <> 'delivered'`,
  ];
  const rows = rowsOf(db)
    .where(and(...conditions))
    .orderBy(...(filter.alertId === undefined ? [] : [desc(events.seq)]), desc(deliveries.seq))
    .limit(limit + 1)
    .all();
  const page = toPage(rows, limit, ({ seq }) => cursorAt(db, list, [seq]));
  return { ...page, data: page.data.map((one) => toDeliveryView(db, one)) };
}

/** What a delivery's page shows: its row, its event, and its attempts, first to last. */
export type StoredDelivery = {
  view: DeliveryView;
  /** The event's `Payload` as JSON, as it is stored. */
  payloadText: string;
  hops: number;
  requestId: string | null;
  /** The channel's present settings, also if it is deleted. */
  channel: Pick<ChannelFace, "url" | "urlSecrets" | "auth" | "headers">;
  routed: { ruleId: string | null; priority: Priority | null };
  attempts: StoredAttempt[];
};

export async function findDelivery(db: Db, id: string): Promise<StoredDelivery | null> {
  const found = rowsOf(db).where(isDelivery(db, id)).get();
  if (found === undefined) return null;
  const { url, urlSecrets, auth, headers } = channels;
  const channel = db
    .select({ url, urlSecrets, auth, headers })
    .from(channels)
    .where(eq(channels.id, found.channelId))
    .get();
  if (channel === undefined) return null;
  return {
    view: toDeliveryView(db, found),
    payloadText: found.payloadText,
    hops: found.hops,
    requestId: found.requestId,
    channel,
    routed: { ruleId: found.ruleId, priority: found.priority },
    attempts: attemptsOf(db, found.seq),
  };
}

/** What a redelivery needs to know of the delivery. */
export function deliveryState(db: Db, id: string) {
  return db
    .select({
      seq: deliveries.seq,
      position: deliveries.position,
      state: deliveries.state,
      test: deliveries.test,
      channelId: deliveries.channelId,
      alertId: deliveries.alertId,
      channelName: channels.name,
      channelDeletedAt: channels.deletedAt,
    })
    .from(deliveries)
    .innerJoin(channels, eq(channels.id, deliveries.channelId))
    .where(isDelivery(db, id))
    .get();
}

function toDeliveryView(db: Db, found: Row): DeliveryView {
  const { nextAttemptAt, channelHeldUntil: heldUntil } = found;
  const { outcome, status, message } = found.last;
  const isHeld = nextAttemptAt !== null && heldUntil !== null && heldUntil > nextAttemptAt;
  return {
    id: deliveryId(db, found),
    eventId: eventId(db, found.event),
    alertId: found.alertId,
    alertTitle: found.alertTitle,
    channelId: found.channelId,
    channelName: found.channelName,
    channelExists: found.channelDeletedAt === null,
    state: found.state,
    reason: found.reason,
    test: found.test,
    attemptsMade: found.attemptsMade,
    nextAttemptAt: isHeld ? heldUntil : nextAttemptAt,
    heldUntil: isHeld ? heldUntil : null,
    createdAt: found.createdAt,
    finishedAt: found.finishedAt,
    lastAttempt: outcome === null ? null : { outcome, status, message: message ?? "" },
  };
}
