import { z } from "zod";
import { recordAudit } from "#db/queries/audit.ts";
import { deliveryState } from "#db/queries/deliveries.ts";
import { requeueDelivery } from "#db/queries/delivery-queue.ts";
import { AppError } from "#lib/domain/errors.ts";
import { existing } from "#lib/domain/existing.ts";
import { parseOrRefuse } from "#lib/domain/issues.ts";
import { authorise } from "#lib/domain/people/actor.ts";
import type { Tx, Verb } from "#lib/engine/write/context.ts";

const inputSchema = z.object({ id: z.string() });

/**
 * Sends a finished delivery again: the same body, to the channel as it is now, with a fresh schedule. It
 * queues behind deliveries that wait for the same alert. Scope `operate`. Throws AppError `not_found`, or
 * `conflict` if it is pending, was a Test, or its channel was deleted.
 */
export const redeliver: Verb<{ id: string }> = async (context, { actor, input }) => {
  authorise(actor, "operate");
  const { id } = parseOrRefuse(inputSchema, input);
  return context.transact((tx) => {
    const { seq, position, channelId, alertId, channelName } = finished(tx, id);
    requeueDelivery(tx.db, tx.lines, { seq, position, channelId, alertId }, { now: tx.now });
    recordAudit(tx, actor, { action: "deliveries.redeliver", target: { id, name: channelName } });
    tx.afterCommit(() => context.deliveriesWaiting(channelId));
    return { id };
  });
};

function finished(tx: Tx, id: string) {
  const delivery = existing("delivery", deliveryState(tx.db, id));
  if (delivery.state === "pending")
    throw new AppError("conflict", "This delivery is still pending: wait until it has ended.");
  if (delivery.test)
    throw new AppError(
      "conflict",
      "This was a Test, which is sent once: send another from the channel's page.",
    );
  if (delivery.channelDeletedAt !== null)
    throw new AppError(
      "conflict",
      `The channel "${delivery.channelName}" was deleted: there is nowhere to send to.`,
    );
  return delivery;
}
