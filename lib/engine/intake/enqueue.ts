import { type EventRow, recordNotSent } from "#db/queries/alerts.ts";
import { type DueDelivery, enqueueDelivery } from "#db/queries/delivery-queue.ts";
import type { RouteDecision } from "#lib/domain/alert/routing.ts";
import type { Tx } from "#lib/engine/write/context.ts";

type StoredEvent = Pick<EventRow, "id" | "alertId" | "payloadText" | "hops" | "requestId"> & { seq: number };

/**
 * Stores a routing decision: a waiting delivery, or the reason why there is none. Returns the delivery if it
 * is due now, and null if earlier deliveries of the same alert must end first.
 */
export function enqueue(tx: Tx, event: StoredEvent, decision: RouteDecision): DueDelivery | null {
  const { channelId } = decision;
  if (decision.kind === "skip") {
    const { reason, message } = decision;
    recordNotSent(tx.db, { eventSeq: event.seq, channelId, reason, message });
    return null;
  }
  const delivery = {
    ...tx.ids.delivery(),
    alertId: event.alertId,
    ruleId: decision.ruleId,
    priority: decision.priority,
  };
  const { position, head } = enqueueDelivery(
    tx.db,
    tx.lines,
    { ...delivery, eventSeq: event.seq, channelId },
    tx.now,
  );
  if (!head) return null;
  return {
    ...delivery,
    position,
    eventSeq: event.seq,
    eventId: event.id,
    payloadText: event.payloadText,
    hops: event.hops,
    requestId: event.requestId ?? null,
    attemptsMade: 0,
    scheduleStart: 0,
    createdAt: tx.now,
    waitsSince: null,
    jobSeq: null,
  };
}
