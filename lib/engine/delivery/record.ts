import { storeHealth } from "#db/queries/channel-health.ts";
import { channelRow } from "#db/queries/channels.ts";
import type { DueDelivery } from "#db/queries/delivery-queue.ts";
import { countSent } from "#db/queries/job-channels.ts";
import { type NextState, recordAttempt } from "#db/queries/record-attempt.ts";
import type { StoredHealth } from "#lib/domain/channel/health.ts";
import type { AttemptResult } from "#lib/domain/delivery/outcome.ts";
import { decideNext, type NextStep } from "#lib/domain/delivery/retry.ts";
import type { Tx, VerbContext } from "#lib/engine/write/context.ts";
import { disableChannel } from "#lib/engine/write/disable-channel.ts";
import { bodyToKeep } from "./body-to-keep.ts";
import { learnCertificate } from "./certificate-memory.ts";
import type { Attempt } from "./deliver.ts";
import type { Destination } from "./destination.ts";

/** An attempt that has ended and is not on disk yet. */
export type Ended = {
  destination: Destination;
  delivery: DueDelivery;
  attempt: Attempt;
  /** The channel's health; undefined if its stored part did not change. */
  health: StoredHealth | undefined;
};

/**
 * What a recorded attempt changed in its alert's line: the next delivery is due now, or the head waits for a
 * retry.
 */
export type LineMove = { dueNow: boolean; putOff: boolean };

/**
 * Records an attempt and what follows from it, in the open transaction: delivered, another attempt later, or
 * given up. Calls `channelChanged` if the attempt changed the channel: disabled it, or showed something new
 * of its receiver's certificate.
 */
export function record(
  tx: Tx,
  { destination, delivery, attempt, health }: Ended,
  channelChanged: VerbContext["channelChanged"],
): LineMove {
  const attemptsMade = delivery.attemptsMade + 1;
  const { facts, result } = attempt;
  const step = decideNext({
    outcome: result.outcome,
    status: result.status,
    retryAfter: result.retryAfter,
    triesAgain: result.triesAgain,
    attemptsMade: attemptsMade - delivery.scheduleStart,
    schedule: destination.retrySchedule,
    now: tx.now,
    random: Math.random(),
  });
  const next = nextState(step, tx.now);
  const { isCurrent, jobSeq } = recordAttempt(
    tx.db,
    {
      deliverySeq: delivery.seq,
      number: attemptsMade,
      result,
      channelVersion: destination.version,
      signature: facts.signature ?? null,
      body: bodyToKeep(destination.format, attempt),
    },
    next,
    delivery.jobSeq,
  );
  const hasEnded = isCurrent && next.state !== "pending";
  countForOverview(
    tx,
    { channelId: destination.channelId, delivery, result },
    hasEnded ? next.state : "pending",
  );
  if (jobSeq !== null) countSent(tx.db, { seq: delivery.seq, jobSeq }, next.state);
  const line = { channelId: destination.channelId, alertId: delivery.alertId };
  const dueNow = hasEnded && tx.lines.leave(line, delivery.position, tx.now);
  const changed = changeChannel(tx, destination, step, result);
  if (result.outcome !== "delivered") tx.tally("attempt_failed", destination.channelId);
  if (health !== undefined) storeHealth(tx.db, destination, health);
  if (changed) channelChanged(tx, destination.channelId);
  return { dueNow, putOff: next.state === "pending" };
}

/** What becomes of the delivery at `now` (ms). */
function nextState(step: NextStep, now: number): NextState {
  if (step.kind === "retry")
    return { state: "pending", reason: null, nextAttemptAt: step.at, finishedAt: null };
  const end = { nextAttemptAt: null, finishedAt: now };
  return step.kind === "delivered"
    ? { state: "delivered", reason: null, ...end }
    : { state: "failed", reason: step.reason, ...end };
}

/** `state` is what the delivery is in now. One that was sent again does not count into how long it takes. */
function countForOverview(
  tx: Tx,
  { channelId, delivery, result }: { channelId: string; delivery: DueDelivery; result: AttemptResult },
  state: NextState["state"],
): void {
  if (result.outcome !== "delivered") tx.rollUp({ channelId, what: "failedAttempt" });
  if (state === "pending") return;
  const isTimed = state === "delivered" && delivery.waitsSince === null;
  tx.rollUp({ channelId, what: state, latencyMs: isTimed ? tx.now - delivery.createdAt : undefined });
}

/** Applies what the attempt says about the channel itself. Returns whether the channel changed. */
function changeChannel(tx: Tx, destination: Destination, step: NextStep, result: AttemptResult): boolean {
  const disables = step.kind === "failed" && step.disablesChannel;
  if (!disables && result.certificate === null) return false;
  // The channel was edited meanwhile: the old receiver's answer and certificate say nothing about the new
  // one.
  if (!leadsThere(tx, destination)) return false;
  const learned = learnCertificate(tx, destination.channelId, result);
  const disabled = disables && disableChannel(tx, destination.channelId, GONE);
  return learned || disabled;
}

/** Whether the channel still has this destination's URL and way of verifying. */
function leadsThere(tx: Tx, { channelId, shown, trust }: Destination): boolean {
  const now = channelRow(tx.db, channelId);
  return now?.url === shown.url && now.verifySsl === trust.verifySsl;
}

const GONE = {
  because: "gone",
  disabledReason: "The receiver answered 410 Gone: it wants no more deliveries.",
} as const;
