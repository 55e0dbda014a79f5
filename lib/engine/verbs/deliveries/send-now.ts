import { z } from "zod";
import { recordAudit } from "#db/queries/audit.ts";
import { deliveryState } from "#db/queries/deliveries.ts";
import { headOf, makeDue } from "#db/queries/delivery-queue.ts";
import { AppError } from "#lib/domain/errors.ts";
import { existing } from "#lib/domain/existing.ts";
import { parseOrRefuse } from "#lib/domain/issues.ts";
import { authorise } from "#lib/domain/people/actor.ts";
import type { Tx, Verb } from "#lib/engine/write/context.ts";

const inputSchema = z.object({ id: z.string() });

/**
 * Sends a waiting delivery at once, whatever its retry schedule, its channel's hold and its probe say. It
 * spends an attempt. Scope `operate`. Throws AppError `not_found`, or `conflict` if it has ended, an earlier
 * delivery of its alert goes first, its channel is disabled, or it is held since a restore.
 */
export const sendNow: Verb<{ id: string }> = async (context, { actor, input }) => {
  authorise(actor, "operate");
  const { id } = parseOrRefuse(inputSchema, input);
  return context.transact((tx) => {
    const { seq, channelId, channelName } = head(tx, id);
    const due = makeDue(tx.db, { seq, now: tx.now });
    recordAudit(tx, actor, { action: "deliveries.send-now", target: { id, name: channelName } });
    tx.afterCommit(() => context.deliveryHurried(channelId, due));
    return { id };
  });
};

function head(tx: Tx, id: string) {
  const delivery = existing("delivery", deliveryState(tx.db, id));
  const { channelId, alertId, channelName } = delivery;
  if (delivery.state !== "pending")
    throw new AppError("conflict", "This delivery has ended: redeliver it to send it again.");
  if (delivery.held)
    throw new AppError(
      "conflict",
      "A backup was restored, and what waited in it is held: an admin sends or discards it on the page Deliveries.",
    );
  if (!delivery.channelEnabled)
    throw new AppError("conflict", `The channel "${channelName}" is disabled: enable it first.`);
  if (delivery.nextAttemptAt === null)
    throw new AppError(
      "conflict",
      `The delivery ${headOf(tx.db, { channelId, alertId })} of the same alert goes first: send that one now, or cancel it.`,
    );
  return delivery;
}
