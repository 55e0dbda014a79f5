import { setImmediate } from "node:timers/promises";
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

/** Rows counted at a time, so that the thread can do other work in between. */
const COUNT_STEP = 2_000;

/** How many deliveries each of these channels has to get again; those that get none are left out. */
export async function countRedeliverable(
  db: Db,
  work: RedeliverWork,
  channelIds: readonly string[],
): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const channelId of channelIds) {
    const count = await countAt(db, work, channelId);
    if (count > 0) counts.set(channelId, count);
  }
  return counts;
}

async function countAt(db: Db, work: RedeliverWork, channelId: string): Promise<number> {
  let total = 0;
  for (let after = 0; ; ) {
    const part = { channelId, after, limit: COUNT_STEP };
    const next = seqsOf(db)
      .where(chosen(work, part))
      .orderBy(asc(deliveries.seq))
      .limit(part.limit)
      .as("next");
    const found = db
      .select({ count: count(), last: max(next.seq) })
      .from(next)
      .get();
    total += found?.count ?? 0;
    if (!found?.last || found.count < COUNT_STEP) return total;
    after = found.last;
    await setImmediate();
  }
}

const seqsOf = (db: Db) => db.select({ seq: deliveries.seq }).from(deliveries);

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
