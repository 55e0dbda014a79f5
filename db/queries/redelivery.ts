import { setImmediate } from "node:timers/promises";
import { and, eq, gt, gte, lt, ne, type SQL, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { deliveries } from "#db/schema/index.ts";
import type { RedeliverWork } from "#lib/domain/job/job.ts";
import type { InLine } from "./delivery-queue.ts";

/** The next part of a channel's deliveries: those after `after` (`seq`). */
export type ChannelPart = { channelId: string; after: number; limit: number };

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
    const next = nextOf(sql`seq`, work, { channelId, after, limit: COUNT_STEP });
    const counted = db.get<{ count: number; last: number }>(
      sql`SELECT count(*) AS count, max(seq) AS last FROM (${next})`,
    );
    total += counted.count;
    if (counted.count < COUNT_STEP) return total;
    after = counted.last;
    await setImmediate();
  }
}

const IN_LINE = sql`seq, position, channel_id AS "channelId", alert_id AS "alertId"`;

/** The next deliveries to the channel that are to be sent again, in the order in which they were queued. */
export const redeliverable = (db: Db, work: RedeliverWork, part: ChannelPart): InLine[] =>
  db.all<InLine>(nextOf(IN_LINE, work, part));

function nextOf(columns: SQL, work: RedeliverWork, { channelId, after, limit }: ChannelPart): SQL {
  const condition = and(
    eq(deliveries.channelId, channelId),
    gt(deliveries.seq, after),
    gte(deliveries.seq, work.from),
    lt(deliveries.seq, work.before),
    eq(deliveries.test, false),
    lt(deliveries.finishedAt, work.endedBefore),
  );
  const { along, also } = wayOf(work);
  return sql`SELECT ${columns} FROM ${along} WHERE ${and(condition, also)}
    ORDER BY ${deliveries.seq} LIMIT ${limit}`;
}

/** The state of failed ones is a literal, as only then SQLite knows that their index holds them. */
function wayOf({ deliveries: asked }: RedeliverWork): { along: SQL; also: SQL | undefined } {
  if (!("seqs" in asked))
    return {
      along: sql`${deliveries} INDEXED BY deliveries_given_up_by_channel`,
      also: sql`${deliveries.state} = 'failed'`,
    };
  const named = sql`${deliveries.seq} IN (SELECT value FROM json_each(${JSON.stringify(asked.seqs)}))`;
  return { along: sql`${deliveries}`, also: and(ne(deliveries.state, "pending"), named) };
}
