import { deletedChannelsWithWaiting } from "#db/queries/waiting-deliveries.ts";
import type { VerbContext } from "#lib/engine/write/context.ts";
import type { Logger } from "#lib/log.ts";
import { cancelWaiting } from "./cancel-waiting.ts";

/** Cancels what still waits for deleted channels: a kill may have stopped the deletion halfway. */
export async function finishDeletions(context: VerbContext, log: Logger): Promise<void> {
  try {
    for (const channelId of deletedChannelsWithWaiting(context.db))
      await cancelWaiting(context, channelId, "channel_deleted");
  } catch (error) {
    log.error({ err: error }, "what waits for deleted channels could not be cancelled");
  }
}
