import { z } from "zod";
import { recordAudit } from "#db/queries/audit.ts";
import { deliveryState } from "#db/queries/deliveries.ts";
import { cancelDelivery as cancel } from "#db/queries/waiting-deliveries.ts";
import { AppError } from "#lib/domain/errors.ts";
import { existing } from "#lib/domain/existing.ts";
import { parseOrRefuse } from "#lib/domain/issues.ts";
import { authorise } from "#lib/domain/people/actor.ts";
import type { Verb } from "#lib/engine/write/context.ts";

const inputSchema = z.object({ id: z.string() });

/**
 * Cancels a delivery that waits; the next of its alert is then due. The answer to an attempt in flight is still
 * recorded. Scope `operate`. Throws AppError `not_found`, or `conflict` if it has ended.
 */
export const cancelDelivery: Verb<{ id: string }> = async (context, { actor, input }) => {
  authorise(actor, "operate");
  const { id } = parseOrRefuse(inputSchema, input);
  return context.transact((tx) => {
    const delivery = existing("delivery", deliveryState(tx.db, id));
    if (delivery.state !== "pending")
      throw new AppError("conflict", "This delivery has ended: there is nothing to cancel.");
    const { seq, channelId, channelName } = delivery;
    cancel(tx.db, tx.lines, delivery, tx.now);
    tx.rollUp({ channelId, what: "cancelled" });
    recordAudit(tx, actor, { action: "deliveries.cancel", target: { id, name: channelName } });
    tx.afterCommit(() => context.deliveryWithdrawn(channelId, seq));
    return { id };
  });
};
