import { releaseHeld } from "#db/queries/held-deliveries.ts";
import type { Verb } from "#lib/engine/write/context.ts";
import { decideHeld } from "./decide-held.ts";

/**
 * Sends everything that is held since a restore: its time to expire counts from now. Scope `manage`. Returns how
 * many deliveries that were.
 */
export const sendHeld: Verb<{ decided: number }> = (context, { actor }) =>
  decideHeld(context, actor, {
    action: "deliveries.send-held",
    decideSome: (tx, limit) => releaseHeld(tx.db, tx.lines, { now: tx.now, limit }),
  });
