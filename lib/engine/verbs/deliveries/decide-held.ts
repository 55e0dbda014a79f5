import { recordAudit } from "#db/queries/audit.ts";
import { countHeld } from "#db/queries/held-deliveries.ts";
import { type Actor, authorise } from "#lib/domain/people/actor.ts";
import type { Tx, VerbContext } from "#lib/engine/write/context.ts";

/** Deliveries decided per transaction, so that many don't delay posts. */
const STEP = 500;

type Decision = {
  action: "deliveries.send-held" | "deliveries.discard-held";
  /** Decides up to `limit` of those that are held; returns the channel of each. */
  decideSome(tx: Tx, limit: number): string[];
};

/**
 * Decides about all deliveries that are held, in small steps. A kill leaves the rest held. Scope `manage`. The
 * audit row comes first, with how many were held.
 */
export async function decideHeld(
  context: VerbContext,
  actor: Actor,
  { action, decideSome }: Decision,
): Promise<{ decided: number }> {
  authorise(actor, "manage");
  await context.transact((tx) => {
    const deliveries = countHeld(tx.db);
    if (deliveries > 0) recordAudit(tx, actor, { action, details: { deliveries } });
  });
  let decided = 0;
  for (;;) {
    const channels = await context.transact((tx) => decideSome(tx, STEP));
    for (const channelId of new Set(channels)) context.deliveriesWaiting(channelId);
    decided += channels.length;
    if (channels.length < STEP) return { decided };
  }
}
