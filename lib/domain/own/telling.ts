/** A state of Tocsin's own is told once it has lasted this long, ms. */
export const TOLD_AFTER_MS = 60_000;
/** Its end is told once it has been over this long, ms. */
export const END_TOLD_AFTER_MS = 5 * 60_000;
/** At most one event about one thing in this time, ms. */
export const TOLD_EVERY_MS = 5 * 60_000;

/**
 * What Tocsin remembers of a state that it follows: whether the state lasts or is over, since when, and when
 * its alert last got an event. Times in ms since 1970.
 */
export type FollowedState = { lasts: boolean; since: number; toldAt: number | null };

/**
 * The state after a look at `now` (ms). A time that lies in the future, because the clock was set back, counts
 * as now: so no wait is longer than it should be.
 * @example afterLook({ lasts: true, since: 5, toldAt: null }, false, 9) gives { lasts: false, since: 9, toldAt: null }
 */
export function afterLook(before: FollowedState | undefined, lasts: boolean, now: number): FollowedState {
  if (before === undefined) return { lasts, since: now, toldAt: null };
  return {
    lasts,
    since: before.lasts === lasts ? Math.min(before.since, now) : now,
    toldAt: before.toldAt === null ? null : Math.min(before.toldAt, now),
  };
}

/**
 * The event that is due at `now` (ms). `isOpen`: the alert is Open or Acknowledged. `toldOfThing`: when any
 * alert about the same thing last got an event.
 * Example: failing since 0, not told yet → "open" at 60,000; works since 70,000 → "resolve" at 370,000.
 */
export function dueEvent(
  { lasts, since }: FollowedState,
  { isOpen, toldOfThing, now }: { isOpen: boolean; toldOfThing: number | null; now: number },
): "open" | "resolve" | null {
  if (toldOfThing !== null && now - toldOfThing < TOLD_EVERY_MS) return null;
  if (lasts && !isOpen && now - since >= TOLD_AFTER_MS) return "open";
  return !lasts && isOpen && now - since >= END_TOLD_AFTER_MS ? "resolve" : null;
}

/** Whether the state is over, told as such, and no longer limits what is told about its thing. */
export const isForgettable = (
  { lasts, toldAt }: FollowedState,
  { isOpen, now }: { isOpen: boolean; now: number },
): boolean => !lasts && !isOpen && (toldAt === null || now - toldAt >= TOLD_EVERY_MS);
