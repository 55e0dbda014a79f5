import type { AttemptResult } from "#lib/domain/delivery/outcome.ts";
import { isRetryable } from "#lib/domain/delivery/retry.ts";
import { retryAfterMs } from "#lib/domain/delivery/retry-after.ts";

/** This many retryable failures in a row make a channel failing. */
export const FAILURES_TO_FAIL = 5;
/** This many final failures in a row (401, 404, a refused address, …) make a channel refusing. */
export const REFUSALS_TO_REFUSE = 3;
const FIRST_PROBE_MS = 5_000;
const LONGEST_PROBE_MS = 60_000;
/** However long a wait the receiver asks for, the channel's other deliveries wait at most this long. */
export const LONGEST_HOLD_MS = 5 * 60_000;

/** A channel's health as it is called everywhere. */
export const HEALTHS = ["healthy", "failing", "refusing", "disabled"] as const;
export type HealthName = (typeof HEALTHS)[number];

/** The part of a channel's health that survives a restart. Times in ms since 1970. */
export type StoredHealth = {
  failingSince: number | null;
  refusingSince: number | null;
  /** One sentence: what made it refusing, and what to do. */
  refusal: string | null;
  /** The receiver asked for a wait (Retry-After): no delivery starts before this. */
  heldUntil: number | null;
};

/** The one health to show: the gravest that applies. */
export function healthOf(
  channel: { enabled: boolean } & Pick<StoredHealth, "failingSince" | "refusingSince">,
): HealthName {
  if (!channel.enabled) return "disabled";
  if (channel.failingSince !== null) return "failing";
  return channel.refusingSince === null ? "healthy" : "refusing";
}

/**
 * The state of a channel's receiver. A failing channel sends one delivery at a time as a probe, after 5 s and
 * then at doubling intervals up to 60 s; the others wait without spending attempts. A refusing channel sends
 * everything. The two counts are separate and start at 0 with the process. Times in ms since 1970.
 */
export type ChannelHealth = {
  /** Retryable failures in a row so far. */
  failures: number;
  /** Final failures in a row so far. */
  refusals: number;
  failing: { since: number; probeAt: number; waitMs: number } | null;
  refusing: { since: number; message: string } | null;
  /** No delivery starts before this; 0 without a hold. */
  heldUntil: number;
};

export const HEALTHY: ChannelHealth = {
  failures: 0,
  refusals: 0,
  failing: null,
  refusing: null,
  heldUntil: 0,
};

/** The health after a restart or after enabling: a failing channel is probed at once. */
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

/** The health after an attempt that ended at `now`. Returns the same object if nothing changed. */
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

/** Only success ends failing: after anything else the wait for the next probe doubles. */
function afterProbe(failing: ChannelHealth["failing"], { startedAt }: Ended, now: number) {
  // An attempt from before the channel was failing is no probe, and says nothing new.
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

/** Until when a 429 or 503 with Retry-After holds the whole channel; 0 for anything else. */
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
 * The health after an admin's edit: a failing channel is probed at once, the count to refusing starts again,
 * and the hold ends if the edit cleared it by leading elsewhere.
 */
export const afterEdit = (health: ChannelHealth, stored: StoredHealth, now: number): ChannelHealth => ({
  ...probedAt(health, now),
  refusals: 0,
  refusing: null,
  heldUntil: stored.heldUntil === null ? 0 : health.heldUntil,
});

/** The same health, with the next probe of a failing channel at `now`. */
export const probedAt = (health: ChannelHealth, now: number): ChannelHealth => ({
  ...health,
  failing: health.failing && { ...health.failing, probeAt: now, waitMs: FIRST_PROBE_MS },
});

/** The same health after the clock may have been set back: no wait exceeds its limit. */
export const withinLimits = (health: ChannelHealth, now: number): ChannelHealth => ({
  ...health,
  failing: health.failing && {
    ...health.failing,
    probeAt: Math.min(health.failing.probeAt, now + health.failing.waitMs),
  },
  heldUntil: Math.min(health.heldUntil, now + LONGEST_HOLD_MS),
});
