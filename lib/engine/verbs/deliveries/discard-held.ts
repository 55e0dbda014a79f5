import { discardHeld } from "#db/queries/held-deliveries.ts";
import type { Verb } from "#lib/engine/write/context.ts";
import { decideHeld } from "./decide-held.ts";

/**
 * Cancels everything that is held since a restore; what came in behind it is sent. Scope `manage`. Returns how
 * many deliveries that were.
 */
export const discardAllHeld: Verb<{ decided: number }> = (context, { actor }) =>
  decideHeld(context, actor, {
    action: "deliveries.discard-held",
    decideSome: (tx, limit) => {
      const channels = discardHeld(tx.db, tx.lines, { now: tx.now, limit });
      for (const channelId of channels) tx.rollUp({ channelId, what: "cancelled" });
      return channels;
    },
  });
