import type { AlertStatus } from "#lib/domain/alert/alert.ts";
import type { SenderFacts } from "#lib/domain/alert/post.ts";
import { isOngoing } from "#lib/domain/alert/status.ts";

const MINUTE_MS = 60_000;
/** A sender's clock may be wrong, and it may send again at long intervals. */
const EARLIEST_MS = 5 * MINUTE_MS;
const LATEST_MS = 24 * 60 * MINUTE_MS;
/** A test message ends by itself after this time. */
const TEST_MS = 10 * MINUTE_MS;

/**
 * When an alert ends unless its sender says it again, in ms since 1970 by our clock; null if it ends by a post
 * only, or has this status no longer to end. `now` is the time of receipt.
 * E.g. received at 12:00 with an end of 12:04 → 12:05; with one of tomorrow 14:00 → tomorrow 12:00.
 */
export function endOf(sender: SenderFacts | undefined, status: AlertStatus, now: number): number | null {
  if (sender === undefined || !isOngoing(status)) return null;
  if (sender.test) return now + TEST_MS;
  if (sender.endsAt === null) return null;
  return Math.min(Math.max(sender.endsAt, now + EARLIEST_MS), now + LATEST_MS);
}
