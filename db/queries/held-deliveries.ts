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

const first = statement<object, { seq: number }>(`SELECT seq ${HELD} LIMIT 1`);

export const isAnyHeld = (db: Db): boolean => first(db).get({}) !== undefined;

type Step = { now: number; limit: number };

const behind = statement<Line & { position: number; now: number }>(
  `UPDATE deliveries SET waits_since = @now
   WHERE state = 'pending' AND channel_id = +@channelId AND alert_id = +@alertId AND position > +@position
     AND held IS NULL`,
);

/** What came in behind a delivery that was held until `now` (ms) could not be sent before: its time counts from now. */
export function waitBehind(db: Db, held: Line & { position: number }, now: number): void {
  behind(db).run({ ...held, now });
}

type Decided = Line & { position: number };

const release = statement<Step, Decided>(
  `UPDATE deliveries AS one SET held = NULL, waits_since = @now,
     next_attempt_at = iif(position = (SELECT min(position) FROM deliveries
       WHERE state = 'pending' AND channel_id = one.channel_id AND alert_id = one.alert_id), @now, NULL)
   WHERE seq IN (SELECT seq ${HELD} ORDER BY seq LIMIT @limit)
   RETURNING channel_id AS channelId, alert_id AS alertId, position`,
);

/** Sends up to `limit` of the held deliveries: their time to expire counts from `now` (ms). Returns their channels. */
export function releaseHeld(db: Db, lines: Lines, step: Step): string[] {
  const released = release(db).all(step);
  lines.forget();
  for (const last of lastOfLines(released)) waitBehind(db, last, step.now);
  return released.map(({ channelId }) => channelId);
}

const discard = statement<Step, Decided & { attemptsMade: number }>(
  `UPDATE deliveries SET held = NULL, state = 'cancelled', reason = 'discarded', finished_at = @now
   WHERE seq IN (SELECT seq ${HELD} ORDER BY seq LIMIT @limit)
   RETURNING channel_id AS channelId, alert_id AS alertId, position, attempts_made AS attemptsMade`,
);

/**
 * Cancels up to `limit` of the held deliveries at `now` (ms); what came in behind the last one of a line is then
 * due. Returns their channels.
 */
export function discardHeld(db: Db, lines: Lines, step: Step): string[] {
  const discarded = discard(db).all(step);
  lines.forget();
  for (const last of lastOfLines(discarded)) {
    lines.promoteFirst(last, step.now);
    waitBehind(db, last, step.now);
  }
  for (const line of lastOfLines(discarded.filter(({ attemptsMade }) => attemptsMade === 0)))
    readReached(db, line);
  return discarded.map(({ channelId }) => channelId);
}

/** The last one of each line. */
function lastOfLines(decided: readonly Decided[]): Decided[] {
  const inOrder = decided.toSorted((one, other) => one.position - other.position);
  return [...new Map(inOrder.map((one) => [`${one.channelId} ${one.alertId}`, one])).values()];
}
