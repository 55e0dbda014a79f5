import { and, isNotNull, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { channels } from "#db/schema/index.ts";
import { statement } from "#db/statement.ts";
import { PENDING_COUNTED } from "#lib/domain/channel/pending.ts";
import type { DeliveryReason } from "#lib/domain/delivery/delivery.ts";
import type { InLine } from "./delivery-queue.ts";
import { readReached } from "./follow-up.ts";
import { waitBehind } from "./held-deliveries.ts";
import type { Lines } from "./lines.ts";

/** How many deliveries wait for a channel, at most PENDING_COUNTED + 1. */
export async function countPending(db: Db, id: string): Promise<number> {
  const pending = sql`FROM deliveries WHERE channel_id = ${id} AND state = 'pending' LIMIT ${PENDING_COUNTED + 1}`;
  return db.get<{ count: number }>(sql`SELECT count(*) AS count FROM (SELECT 1 ${pending})`).count;
}

/** How many deliveries wait for a channel, without a limit. */
export function countWaiting(db: Db, id: string): number {
  const pending = sql`FROM deliveries WHERE channel_id = ${id} AND state = 'pending'`;
  return db.get<{ count: number }>(sql`SELECT count(*) AS count ${pending}`).count;
}

const shift = statement<{ by: number; now: number }>(
  `UPDATE deliveries SET next_attempt_at = max(next_attempt_at - @by, @now)
   WHERE state = 'pending' AND next_attempt_at > +@now`,
);

/**
 * Makes every delivery that is not due at `now` due `by` ms earlier, but not before `now`. Example: by 1,000,
 * one due in 5,000 ms becomes due in 4,000, and one due in 300 ms becomes due now.
 */
export function bringForward(db: Db, change: { by: number; now: number }): void {
  shift(db).run(change);
}

const cancelSome = statement<
  {
    channelId: string;
    reason: DeliveryReason;
    now: number;
    limit: number;
  },
  { alertId: string; attemptsMade: number }
>(
  `UPDATE deliveries
   SET state = 'cancelled', reason = @reason, next_attempt_at = NULL, finished_at = @now,
     job_seq = NULL
   WHERE seq IN (SELECT seq FROM deliveries WHERE state = 'pending' AND channel_id = +@channelId
     ORDER BY alert_id DESC, position DESC LIMIT @limit)
   RETURNING alert_id AS alertId, attempts_made AS attemptsMade`,
);

/**
 * Cancels at most `limit` of the deliveries that wait for a channel, each line from its end, so that what is
 * left has its head if a kill stops the rest; returns how many.
 */
export function cancelSomeDeliveries(
  db: Db,
  lines: Lines,
  what: { channelId: string; reason: DeliveryReason; now: number; limit: number },
): number {
  const cancelled = cancelSome(db).all(what);
  lines.forget();
  const unsent = cancelled.filter(({ attemptsMade }) => attemptsMade === 0);
  for (const alertId of new Set(unsent.map((one) => one.alertId)))
    readReached(db, { alertId, channelId: what.channelId });
  return cancelled.length;
}

const cancelOne = statement<{ seq: number; now: number }>(
  `UPDATE deliveries SET state = 'cancelled', reason = 'cancelled', next_attempt_at = NULL,
     finished_at = @now, job_seq = NULL
   WHERE seq = +@seq`,
);

type Waiting = InLine & { nextAttemptAt: number | null; attemptsMade: number; held?: boolean | null };

/** Cancels one delivery that waits at `now` (ms); the next of its line is then due. */
export function cancelDelivery(db: Db, lines: Lines, delivery: Waiting, now: number): void {
  const { seq, position, channelId, alertId, nextAttemptAt, attemptsMade, held } = delivery;
  cancelOne(db).run({ seq, now });
  if (nextAttemptAt !== null) lines.leave({ channelId, alertId }, position, now);
  else lines.forget();
  // Nothing else would make due what waits behind the last one that is held.
  if (held) {
    lines.promoteFirst({ channelId, alertId }, now);
    waitBehind(db, { channelId, alertId, position }, now);
  }
  if (attemptsMade === 0) readReached(db, { alertId, channelId });
}

/** The deleted channels that deliveries still wait for: a kill stopped the deletion halfway. */
export const deletedChannelsWithWaiting = (db: Db): string[] =>
  db
    .select({ id: channels.id })
    .from(channels)
    .where(
      and(
        isNotNull(channels.deletedAt),
        sql`EXISTS (SELECT 1 FROM deliveries WHERE state = 'pending' AND channel_id = channels.id)`,
      ),
    )
    .all()
    .map(({ id }) => id);
