import type { Db } from "#db/client.ts";
import { statement } from "#db/statement.ts";
import { readReached } from "./follow-up.ts";
import type { Line, Lines } from "./lines.ts";

/*
 * After a restore, everything that waited is held: nobody knows what of it was sent after the backup. A line
 * whose first delivery is held has nothing that is due, so what joins it later waits behind.
 */

const hold = statement<object>(
  "UPDATE deliveries SET held = 1, next_attempt_at = NULL, job_seq = NULL WHERE state = 'pending'",
);

/** Holds every delivery that waits; returns how many. */
export const holdWaiting = (db: Db): number => hold(db).run({}).changes;

const HELD = "FROM deliveries INDEXED BY deliveries_held WHERE held = 1 AND state = 'pending'";
const count = statement<object, { count: number }>(`SELECT count(*) AS count ${HELD}`);

export const countHeld = (db: Db): number => count(db).get({})?.count ?? 0;

type Step = { now: number; limit: number };

const release = statement<Step, { channelId: string }>(
  `UPDATE deliveries AS one SET held = NULL, waits_since = @now,
     next_attempt_at = iif(position = (SELECT min(position) FROM deliveries
       WHERE state = 'pending' AND channel_id = one.channel_id AND alert_id = one.alert_id), @now, NULL)
   WHERE seq IN (SELECT seq ${HELD} ORDER BY seq LIMIT @limit)
   RETURNING channel_id AS channelId`,
);

/** Sends up to `limit` of the held deliveries: their time to expire counts from `now` (ms). Returns their channels. */
export function releaseHeld(db: Db, lines: Lines, step: Step): string[] {
  const released = release(db).all(step);
  lines.forget();
  return released.map(({ channelId }) => channelId);
}

const discard = statement<Step, Line & { attemptsMade: number }>(
  `UPDATE deliveries SET held = NULL, state = 'cancelled', reason = 'discarded', finished_at = @now
   WHERE seq IN (SELECT seq ${HELD} ORDER BY seq LIMIT @limit)
   RETURNING channel_id AS channelId, alert_id AS alertId, attempts_made AS attemptsMade`,
);

/**
 * Cancels up to `limit` of the held deliveries at `now` (ms); what came in behind the last one of a line is then
 * due. Returns their channels.
 */
export function discardHeld(db: Db, lines: Lines, step: Step): string[] {
  const discarded = discard(db).all(step);
  lines.forget();
  for (const line of distinct(discarded)) lines.promoteFirst(line, step.now);
  for (const line of distinct(discarded.filter(({ attemptsMade }) => attemptsMade === 0)))
    readReached(db, line);
  return discarded.map(({ channelId }) => channelId);
}

const distinct = (lines: readonly Line[]): Line[] => [
  ...new Map(lines.map((line) => [`${line.channelId} ${line.alertId}`, line])).values(),
];
