import type { AttemptResult } from "#lib/domain/delivery/outcome.ts";
import { isRetryable } from "#lib/domain/delivery/retry.ts";
import { retryAfterMs } from "#lib/domain/delivery/retry-after.ts";

/** After so many retryable failures in a row a channel is failing. */
export const FAILURES_TO_FAIL = 5;
/** After so many final failures in a row (401, 404, a refused address, …) a channel is refusing. */
export const REFUSALS_TO_REFUSE = 3;
const FIRST_PROBE_MS = 5_000;
const LONGEST_PROBE_MS = 60_000;
/** A receiver may ask for any wait; the other deliveries of its channel wait at most this long. */
export const LONGEST_HOLD_MS = 5 * 60_000;

/** What a channel's health is called wherever it is shown. */
export const HEALTHS = ["healthy", "failing", "refusing", "disabled"] as const;
export type HealthName = (typeof HEALTHS)[number];

/** What of a channel's health is stored, so that it survives a restart. Times in ms since 1970. */
export type StoredHealth = {
  failingSince: number | null;
  refusingSince: number | null;
  /** What made it refusing, and what to do, in one sentence. */
  refusal: string | null;
  /** The receiver asked for a wait (Retry-After): no delivery starts before. */
  heldUntil: number | null;
};

/** The one name of a channel's health, of those that apply the gravest. */
export function healthOf(
  channel: { enabled: boolean } & Pick<StoredHealth, "failingSince" | "refusingSince">,
): HealthName {
  if (!channel.enabled) return "disabled";
  if (channel.failingSince !== null) return "failing";
  return channel.refusingSince === null ? "healthy" : "refusing";
}

/**
 * How a channel's receiver does. While it is failing, one delivery at a time is sent as a probe, every 5 s doubling
 * to 60 s, and the others wait without spending attempts; a refusing one gets everything. The two runs are counted
 * apart, and start anew with the process. Times in ms since 1970.
 */
export type ChannelHealth = {
  /** Retryable failures in a row, until it is failing. */
  failures: number;
  /** Final failures in a row, until it is refusing. */
  refusals: number;
  failing: { since: number; probeAt: number; waitMs: number } | null;
  refusing: { since: number; message: string } | null;
  /** No delivery starts before; 0 without a hold. */
  heldUntil: number;
};

export const HEALTHY: ChannelHealth = {
  failures: 0,
  refusals: 0,
  failing: null,
  refusing: null,
  heldUntil: 0,
};

/** The health that a channel had when the process ended or it was disabled: a failing one is probed at once. */
export const fromStored = (stored: StoredHealth, now: number): ChannelHealth => ({
  ...HEALTHY,
  failing:
    stored.failingSince === null
      ? null
      : { since: stored.failingSince, probeAt: now, waitMs: FIRST_PROBE_MS },
  refusing:
    stored.refusingSince === null ? null : { since: stored.refusingSince, message: stored.refusal ?? "" },
  heldUntil: Math.min(stored.heldUntil ?? 0, now + LONGEST_HOLD_MS),
});

export const toStored = ({ failing, refusing, heldUntil }: ChannelHealth): StoredHealth => ({
  failingSince: failing?.since ?? null,
  refusingSince: refusing?.since ?? null,
  refusal: refusing?.message ?? null,
  heldUntil: heldUntil === 0 ? null : heldUntil,
});

export const isSameHealth = (one: StoredHealth, other: StoredHealth): boolean =>
  one.failingSince === other.failingSince &&
  one.refusingSince === other.refusingSince &&
  one.refusal === other.refusal &&
  one.heldUntil === other.heldUntil;

type Ended = Pick<AttemptResult, "outcome" | "status" | "startedAt" | "retryAfter" | "message">;

/** What an attempt that ended at `now` tells of the receiver. Returns the same object where that is nothing. */
export function afterAttempt(health: ChannelHealth, attempt: Ended, now: number): ChannelHealth {
  if (attempt.outcome === "delivered") return isWell(health) ? health : HEALTHY;
  const probed = { ...health, failing: afterProbe(health.failing, attempt, now) };
  return isRetryable(attempt.outcome, attempt.status)
    ? afterFailure(probed, attempt, now)
    : afterRefusal(probed, attempt, now);
}

const isWell = (health: ChannelHealth): boolean =>
  health.failures === 0 &&
  health.refusals === 0 &&
  health.failing === null &&
  health.refusing === null &&
  health.heldUntil === 0;

/** Only success ends failing: after any other answer the next probe waits twice as long. */
function afterProbe(failing: ChannelHealth["failing"], { startedAt }: Ended, now: number) {
  // Sent before the channel was failing: no probe, and no news.
  if (failing === null || startedAt < failing.since) return failing;
  const waitMs = Math.min(failing.waitMs * 2, LONGEST_PROBE_MS);
  return { ...failing, probeAt: now + waitMs, waitMs };
}

function afterFailure(health: ChannelHealth, attempt: Ended, now: number): ChannelHealth {
  const heldUntil = Math.max(health.heldUntil, holdUntil(attempt, now));
  if (health.failing !== null) return { ...health, heldUntil };
  const failures = health.failures + 1;
  if (failures < FAILURES_TO_FAIL) return { ...health, failures, heldUntil };
  const failing = { since: now, probeAt: now + FIRST_PROBE_MS, waitMs: FIRST_PROBE_MS };
  return { ...health, failures: 0, failing, heldUntil };
}

/** How long a 429 or 503 with Retry-After holds the whole channel; 0 for all else. */
function holdUntil({ status, retryAfter }: Ended, now: number): number {
  const wait = status === 429 || status === 503 ? retryAfterMs(retryAfter, now) : 0;
  return wait === 0 ? 0 : Math.ceil(now + Math.min(wait, LONGEST_HOLD_MS));
}

function afterRefusal(health: ChannelHealth, { message }: Ended, now: number): ChannelHealth {
  if (health.refusing !== null) return health;
  const refusals = health.refusals + 1;
  if (refusals < REFUSALS_TO_REFUSE) return { ...health, refusals };
  return { ...health, refusals: 0, refusing: { since: now, message } };
}

/**
 * After an admin's edit a failing channel is probed at once, and whether it is refusing is counted anew. The hold
 * ends where the edit ended the stored one: where it leads to another destination.
 */
export const afterEdit = (health: ChannelHealth, stored: StoredHealth, now: number): ChannelHealth => ({
  ...probedAt(health, now),
  refusals: 0,
  refusing: null,
  heldUntil: stored.heldUntil === null ? 0 : health.heldUntil,
});

/** The same health, its next probe at `now` where it is failing. */
export const probedAt = (health: ChannelHealth, now: number): ChannelHealth => ({
  ...health,
  failing: health.failing && { ...health.failing, probeAt: now, waitMs: FIRST_PROBE_MS },
});

/** The same health by a clock that may have been set back: no wait is longer than it may be. */
export const withinLimits = (health: ChannelHealth, now: number): ChannelHealth => ({
  ...health,
  failing: health.failing && {
    ...health.failing,
    probeAt: Math.min(health.failing.probeAt, now + health.failing.waitMs),
  },
  heldUntil: Math.min(health.heldUntil, now + LONGEST_HOLD_MS),
});
