import { eq, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { deliveries } from "#db/schema/index.ts";
import { statement } from "#db/statement.ts";
import type { Payload, Priority } from "#lib/domain/alert/alert.ts";
import type { DeliveryReason } from "#lib/domain/delivery/delivery.ts";

/**
 * The queue: an alert's deliveries to one channel form a line, ordered by `position`. Only the head of a line
 * has a `next_attempt_at`, so only the head can be due. Conditions on `state` are literals, not parameters,
 * because SQLite then uses the partial indexes.
 */
type Line = { channelId: string; alertId: string };

const lastInLine = statement<Line, { position: number | null }>(
  `SELECT max(position) AS position FROM deliveries
   WHERE state = 'pending' AND channel_id = +@channelId AND alert_id = +@alertId`,
);

/** The position of a delivery that joins the line now, and whether it is the head. */
function joinLine(db: Db, { channelId, alertId }: Line): { position: number; head: boolean } {
  const last = lastInLine(db).get({ channelId, alertId })?.position ?? null;
  return { position: (last ?? 0) + 1, head: last === null };
}

export type NewDelivery = Line & {
  id: string;
  eventSeq: number;
  ruleId: string | null;
  priority: Priority | null;
};

const insertDelivery = statement<
  NewDelivery & { position: number; nextAttemptAt: number | null; now: number }
>(
  `INSERT INTO deliveries
     (id, event_seq, alert_id, channel_id, position, state, test, rule_id, priority,
      attempts_made, schedule_start, next_attempt_at, created_at)
   VALUES (@id, @eventSeq, @alertId, @channelId, @position, 'pending', 0, @ruleId, @priority,
      0, 0, @nextAttemptAt, @now)`,
);

/**
 * Puts a delivery at the end of its line; a head is due at once. Returns its `seq`, and whether it is the
 * head.
 */
export function enqueueDelivery(db: Db, delivery: NewDelivery, now: number): { seq: number; head: boolean } {
  const { position, head } = joinLine(db, delivery);
  const nextAttemptAt = head ? now : null;
  const { lastInsertRowid } = insertDelivery(db).run({ ...delivery, position, nextAttemptAt, now });
  return { seq: Number(lastInsertRowid), head };
}

/** A delivery that is due, with everything that its request needs from the event. */
export type DueDelivery = {
  seq: number;
  id: string;
  eventId: string;
  alertId: string;
  payload: Payload;
  /** How many installations of Tocsin the event has passed through. */
  hops: number;
  ruleId: string | null;
  priority: Priority | null;
  attemptsMade: number;
  scheduleStart: number;
};

const due = statement<
  { channelId: string; now: number; limit: number },
  Omit<DueDelivery, "payload"> & { payload: string }
>(
  `SELECT deliveries.seq, deliveries.id, events.id AS eventId, deliveries.alert_id AS alertId, events.payload,
     events.hops, deliveries.rule_id AS ruleId, deliveries.priority, deliveries.attempts_made AS attemptsMade,
     deliveries.schedule_start AS scheduleStart
   FROM deliveries JOIN events ON events.seq = deliveries.event_seq
   WHERE state = 'pending' AND channel_id = +@channelId AND next_attempt_at <= +@now
   ORDER BY next_attempt_at, deliveries.seq LIMIT @limit`,
);

/**
 * The channel's deliveries that are due at `now` (ms), the longest due first, without those in `except`.
 * Reads at most `limit` rows; `read` says how many.
 */
export function dueDeliveries(
  db: Db,
  where: { channelId: string; now: number; limit: number },
  except: ReadonlySet<number>,
): { deliveries: DueDelivery[]; read: number } {
  const rows = due(db).all(where);
  const wanted = rows.filter(({ seq }) => !except.has(seq));
  return {
    deliveries: wanted.map((row) => ({ ...row, payload: JSON.parse(row.payload) })),
    read: rows.length,
  };
}

const nextDue = statement<{ channelId: string; now: number }, { at: number | null }>(
  `SELECT min(next_attempt_at) AS at FROM deliveries
   WHERE state = 'pending' AND channel_id = +@channelId AND next_attempt_at > +@now`,
);

/** When the channel's next delivery becomes due after `now` (ms), or null. */
export const nextDueAt = (db: Db, where: { channelId: string; now: number }): number | null =>
  nextDue(db).get(where)?.at ?? null;

const reschedule = statement<{ seq: number; attemptsMade: number; at: number }>(
  `UPDATE deliveries SET attempts_made = @attemptsMade, next_attempt_at = @at
   WHERE seq = +@seq AND state = 'pending'`,
);

const countAttempts = statement<{ seq: number; attemptsMade: number }>(
  "UPDATE deliveries SET attempts_made = @attemptsMade WHERE seq = +@seq",
);

/**
 * Puts a pending delivery's next attempt at `at` (ms). One that was cancelled meanwhile stays so, and its attempt is
 * counted.
 */
export function rescheduleDelivery(db: Db, change: { seq: number; attemptsMade: number; at: number }): void {
  if (reschedule(db).run(change).changes === 0) countAttempts(db).run(change);
}

type End = {
  seq: number;
  state: "delivered" | "failed";
  reason: DeliveryReason | null;
  attemptsMade: number;
  now: number;
};

const finish = statement<End>(
  `UPDATE deliveries
   SET state = @state, reason = @reason, attempts_made = @attemptsMade, next_attempt_at = NULL, finished_at = @now
   WHERE seq = +@seq AND state = 'pending'`,
);

const promote = statement<Line & { now: number }>(
  `UPDATE deliveries SET next_attempt_at = @now
   WHERE seq = (SELECT seq FROM deliveries
     WHERE state = 'pending' AND channel_id = +@channelId AND alert_id = +@alertId
     ORDER BY position LIMIT 1)`,
);

/**
 * Ends a delivery and makes the next of its line the head, due now. Returns whether there was a next one. If it was
 * cancelled meanwhile, its attempt is counted and the line stays as it is.
 */
export function finishDelivery(db: Db, { channelId, alertId }: Line, end: End): boolean {
  if (finish(db).run(end).changes === 0) {
    countAttempts(db).run(end);
    return false;
  }
  return promote(db).run({ channelId, alertId, now: end.now }).changes > 0;
}

/** Puts a finished delivery at the end of its line again, with a new schedule. */
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
