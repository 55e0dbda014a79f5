const DAY_MS = 24 * 3_600_000;

/** A delivery is tried for at least this long, ms. */
export const EXPIRES_AFTER_MS = 7 * DAY_MS;
/** How many deliveries may wait for one channel: beyond that the oldest expires. */
export const MOST_WAITING = 1_000_000;

/**
 * How long a delivery may wait, ms: 7 days, or the sum of its channel's retry schedule (seconds) and a day if
 * that is longer.
 * @example waitLimitMs([604_800]) === 8 * 24 * 3_600_000
 */
export const waitLimitMs = (retrySchedule: readonly number[]): number =>
  Math.max(EXPIRES_AFTER_MS, retrySchedule.reduce((sum, delay) => sum + delay, 0) * 1_000 + DAY_MS);

/** What decides when a delivery expires. Times in ms since 1970. */
export type WaitingTimes = {
  /** When its event was received. */
  createdAt: number;
  /** When it was last redelivered, or the clock was set back; null if neither. */
  waitsSince: number | null;
};

/** When a delivery expires that has not ended before, ms since 1970. */
export const expiresAt = (
  { createdAt, waitsSince }: WaitingTimes,
  retrySchedule: readonly number[],
): number => (waitsSince ?? createdAt) + waitLimitMs(retrySchedule);

/**
 * What the clock says of a waiting delivery at `now` (ms):
 * - "young": it waits, and so does whatever was queued after it
 * - "waits"
 * - "over": it expires
 * - "ahead": its time lies in the future, because the clock was set back, and has to count from now
 */
export type Age = "young" | "waits" | "over" | "ahead";

/**
 * @example ageOf({ createdAt: 0, waitsSince: null }, { limitMs: 7 * 86_400_000, now: 1 }) === "young"
 */
export function ageOf(
  { createdAt, waitsSince }: WaitingTimes,
  { limitMs, now }: { limitMs: number; now: number },
): Age {
  const since = waitsSince ?? createdAt;
  if (since > now) return "ahead";
  if (now - since >= limitMs) return "over";
  return createdAt <= now && now - createdAt < EXPIRES_AFTER_MS ? "young" : "waits";
}
