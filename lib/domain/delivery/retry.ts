import type { Outcome } from "./outcome.ts";
import { retryAfterMs } from "./retry-after.ts";

const JITTER = 0.2;

/** Seconds between attempts if a channel has no schedule of its own. */
export const defaultRetrySchedule: readonly number[] = [5, 30, 120, 600, 1800, 7200, 21600, 43200];

/** How an attempt ended, and how far its delivery is in the schedule. */
export type AttemptEnd = {
  outcome: Outcome;
  status: number | null;
  /** The Retry-After header as received, and the wait that the body names. */
  retryAfter: string | null;
  /** Whether a receiver that refused by its body wants another attempt. */
  triesAgain?: boolean | undefined;
  /** Attempts made in the current schedule, including the one that just ended. */
  attemptsMade: number;
  /** Seconds between attempts. */
  schedule: readonly number[];
  /** Milliseconds since the epoch. */
  now: number;
  /** 0 ≤ random < 1; spreads the retries of deliveries that failed together. */
  random: number;
};

export type NextStep =
  | { kind: "delivered" }
  | { kind: "retry"; at: number }
  | { kind: "failed"; reason: FailureReason; disablesChannel: boolean };

/** Why a delivery was given up. `final_status` is also a refusal in the body of a 2xx (`receiver_refused`). */
export type FailureReason =
  | "final_status"
  | "gone"
  | "address_refused"
  | "format_failed"
  | "retries_exhausted";

/**
 * Decides what follows an attempt. A retry comes at the schedule's delay ±20 %, but never before the time
 * that Retry-After asks for (clamped to 1 s – 24 h); `at` is in ms since 1970.
 * @example decideNext({ outcome: "http_status", status: 404 }).reason === "final_status"
 */
export function decideNext(end: AttemptEnd): NextStep {
  if (end.outcome === "delivered") return { kind: "delivered" };
  if (!isRetryable(end.outcome, end.status, end.triesAgain)) return failed(finalReason(end));
  const delay = end.schedule[end.attemptsMade - 1];
  if (delay === undefined) return failed("retries_exhausted");
  const scheduled = delay * 1000 * (1 - JITTER + 2 * JITTER * end.random);
  return {
    kind: "retry",
    at: Math.ceil(end.now + Math.max(scheduled, retryAfterMs(end.retryAfter, end.now))),
  };
}

function finalReason({ outcome, status }: AttemptEnd): FailureReason {
  if (outcome === "address_refused" || outcome === "format_failed") return outcome;
  return outcome === "http_status" && status === 410 ? "gone" : "final_status";
}

/** Whether an answer with this status is worth another attempt. */
export function isRetriedStatus(status: number | null): boolean {
  return status === 408 || status === 425 || status === 429 || (status !== null && status >= 500);
}

/**
 * Whether the outcome means that the receiver is in trouble; enough of these make the channel failing.
 * @param triesAgain whether a receiver that refused by its body wants another attempt
 */
export function isRetryable(outcome: Outcome, status: number | null, triesAgain = false): boolean {
  if (outcome === "http_status") return isRetriedStatus(status);
  if (outcome === "receiver_refused") return triesAgain;
  return !FINAL.has(outcome);
}

const FINAL: ReadonlySet<Outcome> = new Set(["delivered", "address_refused", "format_failed"]);

function failed(reason: FailureReason): NextStep {
  return { kind: "failed", reason, disablesChannel: reason === "gone" };
}
