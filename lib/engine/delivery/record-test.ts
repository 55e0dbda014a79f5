import { insertEvent } from "#db/queries/alerts.ts";
import { recordTestAttempt } from "#db/queries/record-attempt.ts";
import { insertTestDelivery } from "#db/queries/test-deliveries.ts";
import type { AttemptRequest } from "#lib/domain/delivery/delivery.ts";
import type { ChannelFormat } from "#lib/domain/format/format.ts";
import { newId } from "#lib/domain/ids.ts";
import type { Tx } from "#lib/engine/write/context.ts";
import { bodyToKeep } from "./body-to-keep.ts";
import type { Attempt, Sendable } from "./deliver.ts";

/** A Test that has ended; `request` is masked. */
type Tested = {
  channelId: string;
  format: ChannelFormat;
  sendable: Sendable;
  attempt: Attempt;
  request: AttemptRequest;
  requestId: string | null;
};

/** Records a Test as a delivery that has ended. It changes no alert: its event belongs to none. */
export function recordTest(tx: Tx, tested: Tested): void {
  const { channelId, sendable, attempt, request, requestId } = tested;
  const { eventId, alertId, payloadText, hops } = sendable;
  const { seq: eventSeq } = tx.ids.event();
  insertEvent(tx.db, {
    seq: eventSeq,
    boot: null,
    id: eventId,
    alertId,
    payloadText,
    details: null,
    apiKeyId: null,
    requestId,
    remark: null,
    test: true,
    receivedAt: tx.now,
    hops,
  });
  const { seq: deliverySeq } = tx.ids.delivery();
  insertTestDelivery(tx.db, {
    seq: deliverySeq,
    id: newId("dlv"),
    eventSeq,
    alertId,
    channelId,
    delivered: attempt.result.outcome === "delivered",
    now: tx.now,
  });
  const { result } = attempt;
  recordTestAttempt(
    tx.db,
    {
      deliverySeq,
      number: 1,
      result,
      channelVersion: null,
      signature: null,
      body: bodyToKeep(tested.format, attempt),
    },
    request,
  );
}
