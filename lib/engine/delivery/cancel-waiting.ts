import { cancelSomeDeliveries } from "#db/queries/waiting-deliveries.ts";
import type { VerbContext } from "#lib/engine/write/context.ts";

/** Deliveries cancelled per transaction, so that a long queue doesn't delay posts. */
const STEP = 500;

/** Cancels all deliveries that wait for a disabled or deleted channel, in small steps; returns how many. */
export async function cancelWaiting(
  context: Pick<VerbContext, "transact" | "meters">,
  channelId: string,
  reason: "channel_deleted" | "discarded",
): Promise<number> {
  let cancelled = 0;
  for (;;) {
    const some = await context.transact((tx) =>
      cancelSomeDeliveries(tx.db, tx.lines, { channelId, reason, now: tx.now, limit: STEP }),
    );
    context.meters.ended(channelId, "cancelled", some);
    cancelled += some;
    if (some < STEP) return cancelled;
  }
}
