import type { Db } from "#db/client.ts";
import { openChannelIds } from "#db/queries/channels.ts";
import { seqRange } from "#db/queries/delivery-times.ts";
import { countRedeliverable } from "#db/queries/redelivery.ts";

/** Failed deliveries of a channel, or of all, that were created since then (ms since 1970). */
export type FailedSince = { channelId: string | undefined; since: number | undefined };

/** How many deliveries a job would send again if it started at `now` (ms): those to enabled channels. */
export async function countFailed(db: Db, failed: FailedSince, now: number): Promise<number> {
  const { channelId } = failed;
  const open = openChannelIds(db);
  const work = { kind: "redeliver" as const, deliveries: failed, endedBefore: now, ...seqRange(db, failed) };
  const asked = channelId === undefined ? open : open.filter((id) => id === channelId);
  const counts = await countRedeliverable(db, work, asked);
  return [...counts.values()].reduce((sum, one) => sum + one, 0);
}
