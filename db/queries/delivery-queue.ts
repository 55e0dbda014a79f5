import { and, eq, sql } from "drizzle-orm";
import { type Db, prepared } from "#db/client.ts";
import { deliveries, events } from "#db/schema/index.ts";
import type { Payload, Priority } from "#lib/domain/alert.ts";
import type { DeliveryReason } from "#lib/domain/delivery.ts";

/**
 * The queue: an alert's deliveries to one channel stand in a line by `position`; only its head has a
 * `nextAttemptAt` and can be due. The conditions on `state` are written out, not bound, so that SQLite
 * uses the partial indexes.
 */
const pending = sql`${deliveries.state} = 'pending'`;

const lastInLine = prepared((db) =>
  db
    .select({ position: sql<number | null>`max(${deliveries.position})` })
    .from(deliveries)
    .where(
      and(
        pending,
        eq(deliveries.channelId, sql.placeholder("channelId")),
        eq(deliveries.alertId, sql.placeholder("alertId")),
      ),
    )
    .prepare(),
);

type Line = { channelId: string; alertId: string };

/** Where a delivery that joins the line now stands, and whether it is the head. */
function joinLine(db: Db, line: Line): { position: number; head: boolean } {
  const last = lastInLine(db).get(line)?.position ?? null;
  return { position: (last ?? 0) + 1, head: last === null };
}

const insertDelivery = prepared((db) =>
  db
    .insert(deliveries)
    .values({
      id: sql.placeholder("id"),
      eventSeq: sql.placeholder("eventSeq"),
      alertId: sql.placeholder("alertId"),
      channelId: sql.placeholder("channelId"),
      position: sql.placeholder("position"),
      state: "pending",
      test: false,
      ruleId: sql.placeholder("ruleId"),
      priority: sql.placeholder("priority"),
      attemptsMade: 0,
      scheduleStart: 0,
      nextAttemptAt: sql.placeholder("nextAttemptAt"),
      createdAt: sql.placeholder("now"),
    })
    .prepare(),
);

export type NewDelivery = Line & {
  id: string;
  eventSeq: number;
  ruleId: string | null;
  priority: Priority | null;
};

/** Puts a delivery at the end of its line; a head is due at once. */
export function enqueueDelivery(db: Db, delivery: NewDelivery, now: number): void {
  const { position, head } = joinLine(db, delivery);
  insertDelivery(db).run({ ...delivery, position, nextAttemptAt: head ? now : null, now });
}

/** A delivery that may be sent now, with all that its body is made from. */
export type DueDelivery = {
  seq: number;
  id: string;
  eventId: string;
  alertId: string;
  payload: Payload;
  ruleId: string | null;
  priority: Priority | null;
  attemptsMade: number;
  scheduleStart: number;
};

const due = prepared((db) =>
  db
    .select({
      seq: deliveries.seq,
      id: deliveries.id,
      eventId: events.id,
      alertId: deliveries.alertId,
      payload: events.payload,
      ruleId: deliveries.ruleId,
      priority: deliveries.priority,
      attemptsMade: deliveries.attemptsMade,
      scheduleStart: deliveries.scheduleStart,
    })
    .from(deliveries)
    .innerJoin(events, eq(events.seq, deliveries.eventSeq))
    .where(
      and(
        pending,
        eq(deliveries.channelId, sql.placeholder("channelId")),
        sql`${deliveries.nextAttemptAt} <= ${sql.placeholder("now")}`,
      ),
    )
    .orderBy(deliveries.nextAttemptAt, deliveries.seq)
    .limit(sql.placeholder("limit"))
    .prepare(),
);

/** The channel's deliveries that are due at `now`, the longest due first, those in flight included. */
export const dueDeliveries = (
  db: Db,
  where: { channelId: string; now: number; limit: number },
): DueDelivery[] => due(db).all(where);

const nextDue = prepared((db) =>
  db
    .select({ at: sql<number | null>`min(${deliveries.nextAttemptAt})` })
    .from(deliveries)
    .where(
      and(
        pending,
        eq(deliveries.channelId, sql.placeholder("channelId")),
        sql`${deliveries.nextAttemptAt} > ${sql.placeholder("now")}`,
      ),
    )
    .prepare(),
);

/** When the channel's next delivery falls due after `now` (ms), or null. */
export const nextDueAt = (db: Db, where: { channelId: string; now: number }): number | null =>
  nextDue(db).get(where)?.at ?? null;

const reschedule = prepared((db) =>
  db
    .update(deliveries)
    .set({
      attemptsMade: sql`${sql.placeholder("attemptsMade")}`,
      nextAttemptAt: sql`${sql.placeholder("at")}`,
    })
    .where(and(eq(deliveries.seq, sql.placeholder("seq")), pending))
    .prepare(),
);

/** Keeps the delivery pending, its next attempt at `at` (ms). A cancelled one stays cancelled. */
export function rescheduleDelivery(db: Db, change: { seq: number; attemptsMade: number; at: number }): void {
  reschedule(db).run(change);
}

const finish = prepared((db) =>
  db
    .update(deliveries)
    .set({
      state: sql`${sql.placeholder("state")}`,
      reason: sql`${sql.placeholder("reason")}`,
      attemptsMade: sql`${sql.placeholder("attemptsMade")}`,
      nextAttemptAt: null,
      finishedAt: sql`${sql.placeholder("now")}`,
    })
    .where(and(eq(deliveries.seq, sql.placeholder("seq")), pending))
    .prepare(),
);

const promote = prepared((db) =>
  db
    .update(deliveries)
    .set({ nextAttemptAt: sql`${sql.placeholder("now")}` })
    .where(
      sql`${deliveries.seq} = (SELECT seq FROM deliveries WHERE state = 'pending'
        AND channel_id = ${sql.placeholder("channelId")} AND alert_id = ${sql.placeholder("alertId")}
        ORDER BY position LIMIT 1)`,
    )
    .prepare(),
);

/** Ends a delivery and lets the next of its line become the head. */
export function finishDelivery(
  db: Db,
  line: Line,
  change: {
    seq: number;
    state: "delivered" | "failed";
    reason: DeliveryReason | null;
    attemptsMade: number;
    now: number;
  },
): void {
  finish(db).run(change);
  promote(db).run({ ...line, now: change.now });
}

/** Puts a finished delivery back at the end of its line, on a fresh schedule. */
export function requeueDelivery(db: Db, seq: number, line: Line, now: number): void {
  const { position, head } = joinLine(db, line);
  db.update(deliveries)
    .set({
      state: "pending",
      reason: null,
      position,
      scheduleStart: sql`${deliveries.attemptsMade}`,
      nextAttemptAt: head ? now : null,
      finishedAt: null,
    })
    .where(eq(deliveries.seq, seq))
    .run();
}

/** Cancels what waits for a channel that was deleted; returns how many. */
export function cancelDeliveriesOf(db: Db, channelId: string, now: number): number {
  return db
    .update(deliveries)
    .set({ state: "cancelled", reason: "channel_deleted", nextAttemptAt: null, finishedAt: now })
    .where(and(pending, eq(deliveries.channelId, channelId)))
    .run().changes;
}
