import type { AttemptResult } from "#lib/domain/delivery/outcome.ts";
import { isRetryable } from "#lib/domain/delivery/retry.ts";
import { retryAfterMs } from "#lib/domain/delivery/retry-after.ts";

/** Retryable failures in a row that make a channel failing. */
export const FAILURES_TO_FAIL = 5;
/** Final failures in a row (401, 404, a refused address, …) that make a channel refusing. */
export const REFUSALS_TO_REFUSE = 3;
/** A channel whose attempts of this many days all failed, at least this many, is disabled. */
export const FAILED_DAYS_TO_DISABLE = 5;
export const FAILED_ATTEMPTS_TO_DISABLE = 20;
const FIRST_PROBE_MS = 5_000;
const LONGEST_PROBE_MS = 60_000;
/** Longest hold of a channel, ms, whatever wait its receiver asks for. */
export const LONGEST_HOLD_MS = 5 * 60_000;

/** The names of a channel's health, as every page and REST show them. */
export const HEALTHS = ["healthy", "failing", "refusing", "disabled"] as const;
export type HealthName = (typeof HEALTHS)[number];

/** The part of a channel's health that is stored and survives a restart. Times in ms since 1970. */
export type StoredHealth = {
  failingSince: number | null;
  refusingSince: number | null;
  /** Why it is refusing, and what to do, in one sentence. */
  refusal: string | null;
  /** Since when every attempt has failed; null while the run of failures is short. */
  onlyFailuresSince: number | null;
  /** The receiver asked for a wait (Retry-After); no delivery starts before. */
  heldUntil: number | null;
};

/**
 * The name of a channel's health; the gravest if several apply. Example: disabled and failing is "disabled".
 */
export function healthOf(
  channel: { enabled: boolean } & Pick<StoredHealth, "failingSince" | "refusingSince">,
): HealthName {
  if (!channel.enabled) return "disabled";
  if (channel.failingSince !== null) return "failing";
  return channel.refusingSince === null ? "healthy" : "refusing";
}

/**
 * The health of a channel's receiver. While it is failing, one delivery at a time is sent as a probe, first
 * after 5 s, then at intervals that double up to 60 s; the others wait without spending attempts. A refusing
 * receiver gets everything. The two runs are counted separately, and from 0 after a restart. Times in ms
 * since 1970.
 */
export type ChannelHealth = {
  /** Retryable failures in a row; 0 once it is failing. */
  failures: number;
  /** Final failures in a row; 0 once it is refusing. */
  refusals: number;
  failing: { since: number; probeAt: number; waitMs: number } | null;
  refusing: { since: number; message: string } | null;
  /** Since when every attempt has failed; null after a success. */
  onlyFailuresSince: number | null;
  /** No delivery starts before this time; 0 without a hold. */
  heldUntil: number;
};

export const HEALTHY: ChannelHealth = {
  failures: 0,
  refusals: 0,
  failing: null,
  refusing: null,
  onlyFailuresSince: null,
  heldUntil: 0,
};

/**
 * The health after a restart or after enabling, from what was stored. A failing channel is probed at once.
 */
export const fromStored = (stored: StoredHealth, now: number): ChannelHealth => ({
  ...HEALTHY,
  failing:
    stored.failingSince === null
      ? null
      : { since: stored.failingSince, probeAt: now, waitMs: FIRST_PROBE_MS },
  refusing:
    stored.refusingSince === null ? null : { since: stored.refusingSince, message: stored.refusal ?? "" },
  onlyFailuresSince: stored.onlyFailuresSince,
  heldUntil: Math.min(stored.heldUntil ?? 0, now + LONGEST_HOLD_MS),
});

export const toStored = ({
  failing,
  refusing,
  onlyFailuresSince,
  heldUntil,
}: ChannelHealth): StoredHealth => ({
  failingSince: failing?.since ?? null,
  refusingSince: refusing?.since ?? null,
  refusal: refusing?.message ?? null,
  onlyFailuresSince,
  heldUntil: heldUntil === 0 ? null : heldUntil,
});

/**
 * Whether the health needs no writing. A run of failures is worth a write once it makes the channel failing or
 * refusing: any run of 7 does.
 */
export const isStoredAs = (health: StoredHealth, stored: StoredHealth): boolean =>
  health.failingSince === stored.failingSince &&
  health.refusingSince === stored.refusingSince &&
  health.refusal === stored.refusal &&
  health.heldUntil === stored.heldUntil &&
  (health.onlyFailuresSince === stored.onlyFailuresSince ||
    (stored.onlyFailuresSince === null && health.failingSince === null && health.refusingSince === null));

type Ended = Pick<
  AttemptResult,
  "outcome" | "status" | "startedAt" | "retryAfter" | "triesAgain" | "message"
>;

/**
 * The health after an attempt that ended at `now`. Returns the same object if nothing changed. Example: after
 * four retryable failures in a row, a fifth makes the channel failing, and its first probe is due 5 s later.
 * `format_failed` sends nothing, so it is no probe; it counts for the 5 days, because the channel delivers nothing
 * all the same.
 */
export function afterAttempt(health: ChannelHealth, attempt: Ended, now: number): ChannelHealth {
  if (attempt.outcome === "delivered") return isWell(health) ? health : HEALTHY;
  const onlyFailuresSince = health.onlyFailuresSince ?? now;
  const probed = { ...health, onlyFailuresSince, failing: afterProbe(health.failing, attempt, now) };
  return isRetryable(attempt.outcome, attempt.status, attempt.triesAgain)
    ? afterFailure(probed, attempt, now)
    : afterRefusal(probed, attempt, now);
}

const isWell = (health: ChannelHealth): boolean =>
  health.failures === 0 &&
  health.refusals === 0 &&
  health.failing === null &&
  health.refusing === null &&
  health.onlyFailuresSince === null &&
  health.heldUntil === 0;

/** Only a success ends failing. After any other answer, the wait for the next probe doubles. */
function afterProbe(failing: ChannelHealth["failing"], { outcome, startedAt }: Ended, now: number) {
  if (failing === null || outcome === "format_failed") return failing;
  // It was sent before the channel was failing, so it was no probe.
  if (startedAt < failing.since) return failing;
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

/**
 * Until when the whole channel is held by a 429, a 503 or a refusal in the body that names a wait, in ms since
 * 1970; 0 for anything else.
 */
function holdUntil({ outcome, status, retryAfter }: Ended, now: number): number {
  const holds = status === 429 || status === 503 || outcome === "receiver_refused";
  const wait = holds ? retryAfterMs(retryAfter, now) : 0;
  return wait === 0 ? 0 : Math.ceil(now + Math.min(wait, LONGEST_HOLD_MS));
}

function afterRefusal(health: ChannelHealth, { message }: Ended, now: number): ChannelHealth {
  if (health.refusing !== null) return health;
  const refusals = health.refusals + 1;
  if (refusals < REFUSALS_TO_REFUSE) return { ...health, refusals };
  return { ...health, refusals: 0, refusing: { since: now, message } };
}

/**
 * The health after an admin's edit: a failing channel is probed at once, and refusals are counted from 0. The
 * hold ends if the edit cleared the stored one, as a change of the destination does.
 */
export const afterEdit = (health: ChannelHealth, stored: StoredHealth, now: number): ChannelHealth => ({
  ...probedAt(health, now),
  refusals: 0,
  refusing: null,
  heldUntil: stored.heldUntil === null ? 0 : health.heldUntil,
});

/** The same health; if it is failing, the next probe is due at `now`. */
export const probedAt = (health: ChannelHealth, now: number): ChannelHealth => ({
  ...health,
  failing: health.failing && { ...health.failing, probeAt: now, waitMs: FIRST_PROBE_MS },
});

/** The same health with no wait longer than its limit, because the clock may have been set back. */
export const withinLimits = (health: ChannelHealth, now: number): ChannelHealth => ({
  ...health,
  failing: health.failing && {
    ...health.failing,
    probeAt: Math.min(health.failing.probeAt, now + health.failing.waitMs),
  },
  onlyFailuresSince: health.onlyFailuresSince === null ? null : Math.min(health.onlyFailuresSince, now),
  heldUntil: Math.min(health.heldUntil, now + LONGEST_HOLD_MS),
});
