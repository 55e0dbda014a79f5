import { deletedChannelsWithWaiting } from "#db/queries/waiting-deliveries.ts";
import type { VerbContext } from "#lib/engine/write/context.ts";
import type { Logger } from "#lib/log.ts";
import { cancelWaiting } from "./cancel-waiting.ts";

/** Cancels what still waits for deleted channels: a kill may have stopped a deletion halfway. */
export async function finishDeletions(context: Pick<VerbContext, "db" | "transact">): Promise<void> {
  for (const channelId of deletedChannelsWithWaiting(context.db))
    await cancelWaiting(context, channelId, "channel_deleted");
}

/** Does so at the start; a fault is only logged, since the rest of the app can go on. */
export async function finishDeletionsOrLog(context: VerbContext, log: Logger): Promise<void> {
  try {
    await finishDeletions(context);
  } catch (error) {
    log.error({ err: error }, "what waits for deleted channels could not be cancelled");
  }
}
