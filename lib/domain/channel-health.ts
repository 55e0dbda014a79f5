import type { AttemptResult } from "./outcome.ts";
import { isRetryable } from "./retry.ts";

/** After so many retryable failures in a row a channel is failing. */
export const FAILURES_TO_FAIL = 5;
const FIRST_PROBE_MS = 5_000;
const LONGEST_PROBE_MS = 60_000;

/**
 * How a channel's receiver does. While it fails, one delivery at a time is sent as a probe, every 5 s doubling to
 * 60 s, and the others wait without spending attempts. Times in ms since 1970.
 */
export type ChannelHealth =
  | { kind: "healthy"; failures: number }
  | { kind: "failing"; since: number; probeAt: number; waitMs: number };

export const HEALTHY: ChannelHealth = { kind: "healthy", failures: 0 };

/** A channel that was failing when the process ended, or whose destination changed: it is probed at once. */
export const failingSince = (since: number, now: number): ChannelHealth => ({
  kind: "failing",
  since,
  probeAt: now,
  waitMs: FIRST_PROBE_MS,
});

/** What an attempt that ended at `now` tells of the receiver. Returns the same object where that is nothing. */
export function afterAttempt(
  health: ChannelHealth,
  { outcome, status, startedAt }: Pick<AttemptResult, "outcome" | "status" | "startedAt">,
  now: number,
): ChannelHealth {
  if (outcome === "address_refused") return health;
  if (!isRetryable(outcome, status)) return isWell(health) ? health : HEALTHY;
  if (health.kind === "healthy") return afterFailure(health.failures + 1, now);
  // Sent before the channel was failing: no probe, and no news.
  if (startedAt < health.since) return health;
  const waitMs = Math.min(health.waitMs * 2, LONGEST_PROBE_MS);
  return { ...health, probeAt: now + waitMs, waitMs };
}

const isWell = (health: ChannelHealth): boolean => health.kind === "healthy" && health.failures === 0;

function afterFailure(failures: number, now: number): ChannelHealth {
  if (failures < FAILURES_TO_FAIL) return { kind: "healthy", failures };
  return { kind: "failing", since: now, probeAt: now + FIRST_PROBE_MS, waitMs: FIRST_PROBE_MS };
}
