import { and, asc, count, eq, gt, gte, inArray, lt, max, ne, type SQL, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { deliveries } from "#db/schema/index.ts";
import type { RedeliverWork } from "#lib/domain/job/job.ts";
import type { InLine } from "./delivery-queue.ts";

/** The next part of a channel's deliveries: those after `after` (`seq`). */
export type ChannelPart = { channelId: string; after: number; limit: number };

/** The next deliveries to the channel that are to be sent again, in the order in which they were queued. */
export const redeliverable = (db: Db, work: RedeliverWork, part: ChannelPart): InLine[] =>
  db
    .select({
      seq: deliveries.seq,
      position: deliveries.position,
      channelId: deliveries.channelId,
      alertId: deliveries.alertId,
    })
    .from(deliveries)
    .where(chosen(work, part))
    .orderBy(asc(deliveries.seq))
    .limit(part.limit)
    .all();

/** How many the next part has, and the `seq` of its last; null if it has none. */
export function countRedeliverable(
  db: Db,
  work: RedeliverWork,
  part: ChannelPart,
): { count: number; last: number | null } {
  const next = db
    .select({ seq: deliveries.seq })
    .from(deliveries)
    .where(chosen(work, part))
    .orderBy(asc(deliveries.seq))
    .limit(part.limit)
    .as("next");
  const found = db
    .select({ count: count(), last: max(next.seq) })
    .from(next)
    .get();
  return found ?? { count: 0, last: null };
}

function chosen(work: RedeliverWork, { channelId, after }: ChannelPart): SQL | undefined {
  return and(
    eq(deliveries.channelId, channelId),
    gt(deliveries.seq, after),
    gte(deliveries.seq, work.from),
    lt(deliveries.seq, work.before),
    eq(deliveries.test, false),
    lt(deliveries.finishedAt, work.endedBefore),
    "seqs" in work.deliveries
      ? and(ne(deliveries.state, "pending"), isOneOf(work.deliveries.seqs))
      : // All three, because SQLite uses a partial index only if the query contains its condition.
        sql`${deliveries.state} = 'failed' AND ${deliveries.state} <> 'delivered'
          AND ${deliveries.state} IN ('failed', 'cancelled')`,
  );
}

/** One parameter for all, so that their number has no limit. */
const isOneOf = (seqs: number[]): SQL =>
  inArray(deliveries.seq, sql`(SELECT value FROM json_each(${JSON.stringify(seqs)}))`);
