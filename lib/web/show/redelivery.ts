import type { Db } from "#db/client.ts";
import { openChannelIds } from "#db/queries/channels.ts";
import { countRedeliverable, redeliverWork } from "#db/queries/redelivery.ts";

/** Deliveries of a channel, or of all, that failed at that time (ms since 1970) or later. */
export type FailedSince = { channelId: string | undefined; since: number | undefined };

/** How many deliveries a job would send again if it started at `now` (ms): those to enabled channels. */
export async function countFailed(db: Db, failed: FailedSince, now: number): Promise<number> {
  const { channelId } = failed;
  const open = openChannelIds(db);
  const asked = channelId === undefined ? open : open.filter((id) => id === channelId);
  const counts = await countRedeliverable(db, redeliverWork(db, failed, now), asked);
  return [...counts.values()].reduce((sum, one) => sum + one, 0);
}
