import { recordAttempt } from "#db/queries/attempts.ts";
import { channelRow, updateChannel } from "#db/queries/channels.ts";
import { type DueDelivery, finishDelivery, rescheduleDelivery } from "#db/queries/delivery-queue.ts";
import { decideNext, type NextStep } from "#lib/domain/retry.ts";
import type { Tx } from "#lib/verb.ts";
import { learnCertificate } from "./certificate-memory.ts";
import type { Attempt } from "./deliver.ts";
import type { Destination } from "./destination.ts";

/**
 * Records an attempt and what follows from it, in the open transaction: delivered, another attempt
 * later, or given up. Returns whether the channel itself changed by it: disabled, or wiser about certificates.
 */
export function record(
  tx: Tx,
  { destination, delivery, attempt }: { destination: Destination; delivery: DueDelivery; attempt: Attempt },
): { channelChanged: boolean } {
  const attemptsMade = delivery.attemptsMade + 1;
  const { request, result } = attempt;
  recordAttempt(tx.db, { deliverySeq: delivery.seq, number: attemptsMade, request, result });
  const step = decideNext({
    outcome: result.outcome,
    status: result.status,
    retryAfter: result.retryAfter,
    attemptsMade: attemptsMade - delivery.scheduleStart,
    schedule: destination.retrySchedule,
    now: tx.now,
    random: Math.random(),
  });
  apply(tx, step, { channelId: destination.channelId, delivery, attemptsMade });
  // An edit while the request was on its way: what the old receiver showed or said is not about the new one.
  if (!leadsThere(tx, destination)) return { channelChanged: false };
  const learned = learnCertificate(tx, destination.channelId, result);
  const disabled = step.kind === "failed" && step.disablesChannel;
  if (disabled) disableGoneChannel(tx, destination.channelId);
  return { channelChanged: learned || disabled };
}

/** Whether the channel still leads where this destination led. */
function leadsThere(tx: Tx, { channelId, shownUrl, trust }: Destination): boolean {
  const now = channelRow(tx.db, channelId);
  return now?.url === shownUrl && now.verifySsl === trust.verifySsl;
}

function apply(
  tx: Tx,
  step: NextStep,
  of: { channelId: string; delivery: DueDelivery; attemptsMade: number },
): void {
  const { seq, alertId } = of.delivery;
  if (step.kind === "retry") {
    rescheduleDelivery(tx.db, { seq, attemptsMade: of.attemptsMade, at: step.at });
    return;
  }
  const line = { channelId: of.channelId, alertId };
  const end =
    step.kind === "delivered"
      ? { state: "delivered" as const, reason: null }
      : { state: "failed" as const, reason: step.reason };
  finishDelivery(tx.db, line, { seq, ...end, attemptsMade: of.attemptsMade, now: tx.now });
}

function disableGoneChannel(tx: Tx, channelId: string): void {
  const disabledReason = "The receiver answered 410 Gone: it wants no more deliveries.";
  updateChannel(tx.db, channelId, { enabled: false, disabledReason }, tx.now);
}
