import { setImmediate } from "node:timers/promises";
import { and, eq, gt, gte, lt, ne, type SQL, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { deliveries } from "#db/schema/index.ts";
import type { Redelivered, RedeliverWork } from "#lib/domain/job/job.ts";
import type { InLine } from "./delivery-queue.ts";
import { seqRange } from "./delivery-times.ts";

/** Rows looked at at a time, so that the thread can do other work in between. */
const LOOKS = 2_000;

/** A job that starts at `now` (ms). What failed before `until` was created before it: the walk ends there. */
export function redeliverWork(db: Db, asked: Redelivered, now: number): RedeliverWork {
  const { before } = seqRange(db, { until: "seqs" in asked ? undefined : asked.until });
  return { kind: "redeliver", deliveries: asked, endedBefore: now, before };
}

/** How many deliveries each of these channels has to get again; those that get none are left out. */
export async function countRedeliverable(
  db: Db,
  work: RedeliverWork,
  channelIds: readonly string[],
  looks = LOOKS,
): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const channelId of channelIds) {
    const count = await countAt(db, work, channelId, looks);
    if (count > 0) counts.set(channelId, count);
  }
  return counts;
}

async function countAt(db: Db, work: RedeliverWork, channelId: string, looks: number): Promise<number> {
  let total = 0;
  for (let after: number | null = 0; after !== null; ) {
    const part: Part = partOf(db, work, { channelId, after, looks });
    total += db.get<{ count: number }>(part.wanted(sql`count(*) AS count`)).count;
    after = part.end;
    if (after !== null) await setImmediate();
  }
  return total;
}

const IN_LINE = sql`seq, position, channel_id AS "channelId", alert_id AS "alertId"`;

/**
 * The next deliveries to the channel that are to be sent again, at most `limit`, in the order in which they
 * were queued. Both `after` and `goOnAfter` are a `seq`: where this part begins, and where the next one does,
 * or null at the end. A part may hold none, as it ends after `looks` rows.
 */
export function redeliverable(
  db: Db,
  work: RedeliverWork,
  { limit, looks = LOOKS, ...from }: { channelId: string; after: number; limit: number; looks?: number },
): { next: InLine[]; goOnAfter: number | null } {
  const part = partOf(db, work, { ...from, looks });
  const next = db.all<InLine>(sql`${part.wanted(IN_LINE)} ORDER BY ${deliveries.seq} LIMIT ${limit}`);
  return { next, goOnAfter: next.length < limit ? part.end : (next.at(-1)?.seq ?? from.after) };
}

/** `end`: the `seq` of its last row, null if no more follow. `wanted` selects those to be sent again. */
type Part = { end: number | null; wanted: (columns: SQL) => SQL };

/** The part of a channel's deliveries after `after` (`seq`). Its end is found in an index alone. */
function partOf(
  db: Db,
  work: RedeliverWork,
  { channelId, after, looks }: { channelId: string; after: number; looks: number },
): Part {
  const { along, where } = wayOf(work);
  const rowsBelow = (before: number): SQL =>
    sql`${along} WHERE ${and(
      eq(deliveries.channelId, channelId),
      gt(deliveries.seq, after),
      // One upper bound: with a second one, SQLite may read on beyond the lower of the two.
      lt(deliveries.seq, before),
      eq(deliveries.test, false),
      where,
    )}`;
  const last = db.get<{ seq: number } | undefined>(
    sql`SELECT seq FROM ${rowsBelow(work.before)} ORDER BY ${deliveries.seq} LIMIT 1 OFFSET ${looks - 1}`,
  );
  const end = last?.seq ?? null;
  const rows = rowsBelow(end === null ? work.before : end + 1);
  return { end, wanted: (columns) => sql`SELECT ${columns} FROM ${rows} AND ${endedInTime(work)}` };
}

/** The state of failed ones is a literal, as only then SQLite knows that their index holds them. */
function wayOf({ deliveries: asked }: RedeliverWork): { along: SQL; where: SQL | undefined } {
  if (!("seqs" in asked))
    return {
      along: sql`${deliveries} INDEXED BY deliveries_given_up_by_channel`,
      where: sql`${deliveries.state} = 'failed'`,
    };
  const named = sql`${deliveries.seq} IN (SELECT value FROM json_each(${JSON.stringify(asked.seqs)}))`;
  return { along: sql`${deliveries}`, where: and(ne(deliveries.state, "pending"), named) };
}

/** A delivery may have been created long before it failed, so that its `seq` says nothing about `since`. */
function endedInTime({ deliveries: asked, endedBefore }: RedeliverWork): SQL | undefined {
  const { since, until } = "seqs" in asked ? { since: undefined, until: undefined } : asked;
  return and(
    lt(deliveries.finishedAt, endedBefore),
    since === undefined ? undefined : gte(deliveries.finishedAt, since),
    until === undefined ? undefined : lt(deliveries.finishedAt, until),
  );
}
