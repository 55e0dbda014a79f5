import { setImmediate } from "node:timers/promises";
import type { Db } from "#db/client.ts";
import { queueDepth } from "#db/queries/channel-queues.ts";

/** How many deliveries wait for each channel, by its id. */
export async function queueDepths(db: Db, channels: readonly { id: string }[]): Promise<Map<string, number>> {
  const depths = new Map<string, number>();
  for (const { id } of channels) {
    depths.set(id, await queueDepth(db, id));
    // There may be hundreds of channels: the thread answers posts in between.
    await setImmediate();
  }
  return depths;
}
