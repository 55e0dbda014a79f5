import { deletedChannelsWithWaiting } from "#db/queries/waiting-deliveries.ts";
import type { VerbContext } from "#lib/engine/write/context.ts";
import type { Logger } from "#lib/log.ts";
import { cancelWaiting } from "./cancel-waiting.ts";

/** A kill may have come between the deletion of a channel and the last of what waited for it. */
export async function finishDeletions(context: VerbContext, log: Logger): Promise<void> {
  try {
    for (const channelId of deletedChannelsWithWaiting(context.db))
      await cancelWaiting(context, channelId, "channel_deleted");
  } catch (error) {
    log.error({ err: error }, "what waits for deleted channels could not be cancelled");
  }
}
