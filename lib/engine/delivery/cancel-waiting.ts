import { cancelSomeDeliveries } from "#db/queries/waiting-deliveries.ts";
import type { VerbContext } from "#lib/engine/write/context.ts";

/** Deliveries cancelled per transaction, so that a long queue doesn't delay posts. */
const STEP = 500;

/** Cancels all deliveries that wait for a disabled or deleted channel, in small steps; returns how many. */
export async function cancelWaiting(
  context: Pick<VerbContext, "transact">,
  channelId: string,
  reason: "channel_deleted" | "discarded",
): Promise<number> {
  let cancelled = 0;
  for (;;) {
    const some = await context.transact((tx) => {
      const times = cancelSomeDeliveries(tx.db, tx.lines, { channelId, reason, now: tx.now, limit: STEP });
      if (times > 0) tx.rollUp({ channelId, what: "cancelled", times });
      return times;
    });
    cancelled += some;
    if (some < STEP) return cancelled;
  }
}
