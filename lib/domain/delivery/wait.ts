/** Why a delivery waits. The first that applies counts. */
export type WaitReason =
  /** A backup was restored, and an admin has to send or discard what waited in it. */
  | "restored"
  | "channel_disabled"
  /** An earlier delivery of the same alert to the same channel has not ended. */
  | "earlier_delivery"
  /** The receiver asked for a wait (Retry-After), which holds the whole channel. */
  | "hold"
  /** The next attempt of its own retry schedule. */
  | "retry"
  /** The channel is failing, and another delivery is sent as its probe. */
  | "failing"
  /** It is due, or its attempt is running. */
  | "due";

/** `until` in ms since 1970; null if only something else that happens ends the wait. */
export type Wait = { why: WaitReason; until: number | null };

/** What decides why a delivery waits. */
export type WaitFacts = {
  /** Whether it waits for an admin's decision after a restore; null counts as no. */
  held: boolean | null;
  /** The delivery's own time, ms since 1970; null while it waits behind another. */
  nextAttemptAt: number | null;
  channelEnabled: boolean;
  channelFailing: boolean;
  /** The end of the channel's hold, ms since 1970. */
  heldUntil: number | null;
};

/**
 * Why a pending delivery waits at `now` (ms), and until when.
 * @example waitOf({ held: null, nextAttemptAt: 5, channelEnabled: true, channelFailing: false, heldUntil: 9 }, 7).why === "hold"
 */
export function waitOf(waiting: WaitFacts, now: number): Wait {
  const { nextAttemptAt, heldUntil } = waiting;
  if (waiting.held) return { why: "restored", until: null };
  if (!waiting.channelEnabled) return { why: "channel_disabled", until: null };
  if (nextAttemptAt === null) return { why: "earlier_delivery", until: null };
  if (heldUntil !== null && heldUntil > Math.max(now, nextAttemptAt))
    return { why: "hold", until: heldUntil };
  if (nextAttemptAt > now) return { why: "retry", until: nextAttemptAt };
  return { why: waiting.channelFailing ? "failing" : "due", until: null };
}
