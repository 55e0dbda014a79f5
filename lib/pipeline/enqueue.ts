import { recordNotSent } from "#db/queries/alerts.ts";
import { enqueueDelivery } from "#db/queries/delivery-queue.ts";
import type { Payload } from "#lib/domain/alert.ts";
import { newId } from "#lib/domain/ids.ts";
import type { RouteDecision } from "#lib/domain/rule.ts";
import type { Tx } from "#lib/verb.ts";

/** Turns a routing decision into a waiting delivery, or into the record of why there is none. */
export function enqueue(tx: Tx, event: { seq: number; payload: Payload }, decision: RouteDecision): void {
  if (decision.kind === "skip") {
    const { channelId, reason, message } = decision;
    recordNotSent(tx.db, { eventSeq: event.seq, channelId, reason, message });
    return;
  }
  const delivery = {
    id: newId("dlv"),
    eventSeq: event.seq,
    alertId: event.payload.alert_id,
    channelId: decision.channelId,
    ruleId: decision.ruleId,
    priority: decision.priority,
  };
  enqueueDelivery(tx.db, delivery, tx.now);
}
