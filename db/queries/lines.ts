import type { Db } from "#db/client.ts";
import { statement } from "#db/statement.ts";

/** An alert's pending deliveries to one channel, ordered by `position`. */
export type Line = { channelId: string; alertId: string };

/** A delivery's place in its line; the head has nothing before it. */
export type Place = { position: number; head: boolean };

/** Lines remembered at most, so that a backlog takes no memory. */
const MOST = 4_096;
/** How long to wait before asking again whether all lines can be remembered, ms. */
const AGAIN_MS = 1_000;

const lastInLine = statement<Line, { position: number | null }>(
  `SELECT max(position) AS position FROM deliveries
   WHERE state = 'pending' AND channel_id = +@channelId AND alert_id = +@alertId`,
);

const promote = statement<Line & { now: number }>(
  `UPDATE deliveries SET next_attempt_at = @now
   WHERE seq = (SELECT seq FROM deliveries
     WHERE state = 'pending' AND channel_id = +@channelId AND alert_id = +@alertId
     ORDER BY position LIMIT 1)
     AND held IS NULL`,
);

const promoteWaiting = statement<Line & { now: number }>(
  `UPDATE deliveries SET next_attempt_at = @now
   WHERE seq = (SELECT seq FROM deliveries
     WHERE state = 'pending' AND channel_id = +@channelId AND alert_id = +@alertId
     ORDER BY position LIMIT 1)
     AND held IS NULL AND next_attempt_at IS NULL`,
);

const pending = statement<{ limit: number }, Line & { position: number }>(
  `SELECT channel_id AS channelId, alert_id AS alertId, position
   FROM deliveries INDEXED BY deliveries_line WHERE state = 'pending' LIMIT @limit`,
);

/**
 * Remembers where each line ends, so that a delivery joins and leaves it without a query. What it does not
 * know it asks the database. Call `forget` whenever lines may have changed in another way: after a rollback,
 * a cancellation, or a write by another process.
 */
export class Lines {
  readonly #db: Db;
  readonly #most: number;
  /** The last position of each line that is known and not empty. */
  readonly #last = new Map<string, number>();
  /** Whether every line that is not empty is known. */
  #complete = false;
  #askAgainAt = 0;

  constructor(db: Db, most = MOST) {
    this.#db = db;
    this.#most = most;
  }

  /**
   * The place of a delivery that joins the line at `now` (ms): behind all that wait, and behind the position
   * `after`. It is the head if nothing waits.
   */
  join(line: Line, now: number, after = 0): Place {
    const last = this.#lastOf(line, now);
    const position = Math.max(last, after) + 1;
    this.#last.set(keyOf(line), position);
    if (this.#last.size > this.#most) this.forget();
    return { position, head: last === 0 };
  }

  /**
   * The delivery at this position has ended: makes the next one the head, due at `now` (ms), unless it is held.
   * Returns whether there is one that is due.
   */
  leave(line: Line, position: number, now: number): boolean {
    const key = keyOf(line);
    const last = this.#last.get(key);
    if (last === position) {
      this.#last.delete(key);
      return false;
    }
    const hasNext = promote(this.#db).run({ ...line, now }).changes > 0;
    // What was remembered is wrong, or the next one is held: a new one must not take it for an empty line.
    if (!hasNext && (last !== undefined || this.#complete)) this.forget();
    return hasNext;
  }

  /** Makes the first of a line due at `now` (ms), unless it is held or waits for its next attempt. */
  promoteFirst(line: Line, now: number): void {
    promoteWaiting(this.#db).run({ ...line, now });
  }

  forget(): void {
    this.#last.clear();
    this.#complete = false;
  }

  /** 0 if nothing waits. */
  #lastOf(line: Line, now: number): number {
    if (!this.#complete && now >= this.#askAgainAt) this.#learn(now);
    const known = this.#last.get(keyOf(line));
    if (known !== undefined || this.#complete) return known ?? 0;
    return lastInLine(this.#db).get(line)?.position ?? 0;
  }

  /** Reads all lines, unless too many deliveries wait. */
  #learn(now: number): void {
    this.#askAgainAt = now + AGAIN_MS;
    const rows = pending(this.#db).all({ limit: this.#most + 1 });
    if (rows.length > this.#most) return;
    this.forget();
    // The index is in the order of the positions.
    for (const { position, ...line } of rows) this.#last.set(keyOf(line), position);
    this.#complete = true;
  }
}

const keyOf = ({ channelId, alertId }: Line): string => `${channelId} ${alertId}`;
