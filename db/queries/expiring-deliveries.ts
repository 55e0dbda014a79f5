import type { Db } from "#db/client.ts";
import { statement } from "#db/statement.ts";
import type { WaitingTimes } from "#lib/domain/delivery/expiry.ts";
import { headOf, type InLine } from "./delivery-queue.ts";
import { readReached } from "./follow-up.ts";
import type { Line, Lines } from "./lines.ts";

/** A delivery that waits, and what decides when it expires. */
export type Expiring = WaitingTimes & { seq: number; channelId: string };

const WAITING = `FROM deliveries AS one INDEXED BY deliveries_state
   WHERE state = 'pending' AND state <> 'delivered' AND seq > +@after`;

const next = statement<{ after: number; most: number; limit: number }, Expiring>(
  `SELECT seq, channelId, createdAt, waitsSince
   FROM (SELECT seq, channel_id AS channelId, alert_id AS alertId, created_at AS createdAt,
     waits_since AS waitsSince, held ${WAITING} ORDER BY seq LIMIT @limit) AS one
   WHERE held IS NULL
     AND (SELECT head.held FROM deliveries AS head INDEXED BY deliveries_line
       WHERE head.state = 'pending' AND head.channel_id = one.channelId AND head.alert_id = one.alertId
       ORDER BY head.position LIMIT 1) IS NULL
   LIMIT @most`,
);

const lastLookedAt = statement<{ after: number; skip: number }, { seq: number }>(
  `SELECT seq ${WAITING} ORDER BY seq LIMIT 1 OFFSET @skip`,
);

/** Where to look, and at how many deliveries; at most `most` of them are returned. */
type LookFrom = { after: number; most: number; limit: number };

/**
 * The next deliveries that wait after the `seq` `after`, whatever their channel, in order of `seq`, and the `seq` to
 * go on from; null at the end. One that is held, or whose line's head is, does not expire: it is looked at, but not
 * returned.
 */
export function nextWaiting(db: Db, from: LookFrom): { waiting: Expiring[]; next: number | null } {
  const waiting = next(db).all(from);
  const last = waiting.length === from.most ? waiting.at(-1) : undefined;
  const { after, limit } = from;
  return { waiting, next: (last ?? lastLookedAt(db).get({ after, skip: limit - 1 }))?.seq ?? null };
}

const schedule = statement<{ channelId: string }, { text: string }>(
  "SELECT retry_schedule AS text FROM channels WHERE id = +@channelId",
);

/** A channel's retry schedule, also if the channel is deleted. */
export const scheduleOf = (db: Db, channelId: string): number[] =>
  JSON.parse(schedule(db).get({ channelId })?.text ?? "[]");

const count = statement<{ seq: number; now: number }>(
  "UPDATE deliveries SET waits_since = @now WHERE seq = +@seq",
);

/** The time until the delivery expires counts from `now` (ms). */
export function waitFromNow(db: Db, delivery: { seq: number; now: number }): void {
  count(db).run(delivery);
}

/** A delivery that waits, as its end needs it. */
export type Waiting = InLine & { nextAttemptAt: number | null; attemptsMade: number; jobSeq: number | null };

const waiting = statement<{ seqs: string }, Waiting>(
  `SELECT seq, position, channel_id AS channelId, alert_id AS alertId, next_attempt_at AS nextAttemptAt,
     attempts_made AS attemptsMade, job_seq AS jobSeq
   FROM deliveries WHERE seq IN (SELECT value FROM json_each(@seqs)) AND +state = 'pending'`,
);

/** Those of the deliveries (`seq`) that wait. */
export const waitingAmong = (db: Db, seqs: readonly number[]): Waiting[] =>
  waiting(db).all({ seqs: JSON.stringify(seqs) });

const expireOne = statement<{ seq: number; now: number }>(
  `UPDATE deliveries SET state = 'failed', reason = 'expired', next_attempt_at = NULL, finished_at = @now
   WHERE seq = +@seq`,
);

/**
 * Ends deliveries that wait as expired at `now` (ms); what is then the first of its line is due. What an alert
 * has sent is read again once per line, and only if nothing waits there: else what waits counts as sent.
 */
export function expireDeliveries(db: Db, lines: Lines, expired: readonly Waiting[], now: number): void {
  for (const { seq } of expired) expireOne(db).run({ seq, now });
  lines.forget();
  const unsent = new Map<string, Line>();
  for (const { channelId, alertId, position, nextAttemptAt, attemptsMade } of expired) {
    const line = { channelId, alertId };
    if (nextAttemptAt !== null) lines.leave(line, position, now);
    if (attemptsMade === 0) unsent.set(`${channelId} ${alertId}`, line);
  }
  for (const line of unsent.values()) if (headOf(db, line) === undefined) readReached(db, line);
}

const oldest = statement<{ channelId: string; now: number }>(
  "UPDATE channels SET oldest_expired_at = @now WHERE id = +@channelId",
);

/** Remembers that the oldest deliveries of the channel expired at `now` (ms), because too many waited. */
export function storeOldestExpired(db: Db, what: { channelId: string; now: number }): void {
  oldest(db).run(what);
}
