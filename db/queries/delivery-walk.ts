import { and, desc, eq, gte, lt, type SQL, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { deliveries, events } from "#db/schema/index.ts";
import type { DeliveryState } from "#lib/domain/delivery/delivery.ts";
import { type DeliveryFilter, possibleStates } from "#lib/domain/delivery/list.ts";
import { lastAttemptColumns } from "./attempts.ts";
import type { SeqRange } from "./delivery-times.ts";

/**
 * How many deliveries a page looks at, by what a look costs: an entry of an index that holds all that is
 * asked for; a row of the table, in its order; a row that an index names. Each takes 10 to 20 ms.
 */
export const LOOKS = { entries: 100_000, rows: 50_000, named: 10_000 };

/** One way to go down the deliveries, newest first. */
type Walk = {
  /** The rows to walk along, and what leads the walk to them. */
  along: SQL;
  where: SQL | undefined;
  /** What else the filter asks for; undefined if each row of the walk is one that it finds. */
  also: SQL | undefined;
  /** How many rows to look at, at most. */
  looks: number;
  /** What keeps the walk within a range; by default, the deliveries' own `seq`. */
  within?: (range: SeqRange) => SQL | undefined;
  /** Finds the `seq` where the way ends that leads to the rows, if it is too long for one page. */
  wayEnds?: (range: SeqRange) => SQL;
  /** By `seq` of the deliveries, descending, unless given. */
  order?: SQL;
};

/**
 * `seqs` are the newest deliveries that the filter finds in the range, at most `limit`. `endedAt` is the
 * `seq` of the last row that was looked at if the walk gave up there; null if it found enough or came to the
 * end.
 */
export type Walked = { seqs: number[]; endedAt: number | null };

/**
 * Finds deliveries by `seq`, newest first. It looks at a limited number of rows, so that a filter that
 * matches hardly anything takes no longer than any other.
 */
export function walkDeliveries(
  db: Db,
  filter: DeliveryFilter,
  range: SeqRange,
  { limit, looks }: { limit: number; looks: typeof LOOKS },
): Walked {
  const parts = walksOf(db, filter, looks).map((walk) => walkOne(db, walk, range, limit));
  const endedAt = Math.max(0, ...parts.map((part) => part.endedAt ?? 0)) || null;
  const seqs = parts
    .flatMap((part) => part.seqs)
    // Beyond the row where one walk gave up, another's finds would not be the newest.
    .filter((seq) => seq >= (endedAt ?? 0))
    .sort((one, other) => other - one)
    .slice(0, limit);
  return { seqs, endedAt: seqs.length < limit ? endedAt : null };
}

function walkOne(db: Db, walk: Walk, range: SeqRange, limit: number): Walked {
  const { along, where, also, looks, within = seqWithin, order = desc(deliveries.seq) } = walk;
  const newest = (from: number, condition?: SQL) =>
    sql`SELECT ${deliveries.seq} AS seq FROM ${along}
      WHERE ${and(where, within({ ...range, from }), condition)} ORDER BY ${order}`;
  const seqOf = (query: SQL | undefined) => query && db.get<{ seq: number } | undefined>(query)?.seq;
  const wayEnd = seqOf(walk.wayEnds?.(range));
  const from = wayEnd ?? range.from;
  const endedAt = seqOf(also && sql`${newest(from)} LIMIT 1 OFFSET ${looks - 1}`) ?? wayEnd;
  const found = db.all<{ seq: number }>(sql`${newest(endedAt ?? from, also)} LIMIT ${limit}`);
  return { seqs: found.map(({ seq }) => seq), endedAt: endedAt ?? null };
}

const seqWithin = ({ from, before }: SeqRange): SQL | undefined =>
  and(gte(deliveries.seq, from), lt(deliveries.seq, before));

/** One walk, or one for each state if few deliveries are in those states. */
function walksOf(db: Db, filter: DeliveryFilter, looks: typeof LOOKS): Walk[] {
  const { alertId, channelId, test } = filter;
  const states = possibleStates(filter);
  if (states.length === 0) return [];
  if (alertId !== undefined) return [walkOfAlert(filter, alertId, looks.named)];
  if (test) {
    const where = sql`${deliveries.test} = 1`;
    return [{ along: by("deliveries_test"), where, also: allOf(filter, "test"), looks: looks.named }];
  }
  if (!states.includes("delivered"))
    return states.map((state) =>
      state === "pending" ? walkOfPending(db, filter, looks) : walkOfGivenUp(filter, state, looks.entries),
    );
  if (channelId === undefined)
    return [{ along: sql`${deliveries}`, where: undefined, also: allOf(filter), looks: looks.rows }];
  const where = eq(deliveries.channelId, channelId);
  const also = allOf(filter, "channelId");
  return [{ along: by("deliveries_channel"), where, also, looks: looks.named }];
}

const by = (index: string): SQL => sql`${deliveries} INDEXED BY ${sql.raw(index)}`;

/**
 * Through the alert's events: deliveries were queued in the order of the events. Many events may have none,
 * because they were muted, so the events are counted too.
 */
function walkOfAlert(filter: DeliveryFilter, alertId: string, looks: number): Walk {
  const eventOf = (edge: SQL) => sql`(SELECT event_seq FROM deliveries WHERE ${edge} LIMIT 1)`;
  const where = eq(events.alertId, alertId);
  const eventsWithin = ({ from, before }: SeqRange) =>
    and(
      sql`${events.seq} >= ${eventOf(sql`seq >= ${from} ORDER BY seq`)}`,
      sql`${events.seq} <= ${eventOf(sql`seq < ${before} ORDER BY seq DESC`)}`,
    );
  return {
    along: sql`${events} CROSS JOIN ${deliveries} ON ${deliveries.eventSeq} = ${events.seq}`,
    where,
    also: allOf(filter),
    looks,
    within: (range) => and(eventsWithin(range), seqWithin(range)),
    wayEnds: (range) => {
      const newest = sql`SELECT seq FROM ${events} WHERE ${and(where, eventsWithin(range))} ORDER BY seq DESC`;
      return sql`SELECT seq FROM deliveries WHERE event_seq >= (${newest} LIMIT 1 OFFSET ${looks - 1})
        ORDER BY event_seq, seq LIMIT 1`;
    },
    order: sql`${events.seq} DESC, ${deliveries.seq} DESC`,
  };
}

/* SQLite uses a partial index only if the query contains its condition, as a literal. */

function walkOfPending(db: Db, filter: DeliveryFilter, looks: typeof LOOKS): Walk {
  const { channelId, outcome, status } = filter;
  const pending = sql`${deliveries.state} = 'pending'`;
  const also = allOf(filter, "state");
  if (outcome !== undefined || status !== undefined) {
    const where = and(pending, sql`${deliveries.attemptsMade} > 0`);
    return { along: by("deliveries_retried"), where, also, looks: looks.entries };
  }
  if (channelId !== undefined && fewWait(db, channelId, looks.named)) {
    const where = and(pending, eq(deliveries.channelId, channelId));
    return {
      along: by("deliveries_line"),
      where,
      also: allOf(filter, "state", "channelId"),
      looks: looks.named,
    };
  }
  const where = and(pending, sql`${deliveries.state} <> 'delivered'`);
  return { along: by("deliveries_state"), where, also, looks: looks.named };
}

/** Whether fewer than `most` wait for the channel: then they are sorted, as no index has them in order. */
function fewWait(db: Db, channelId: string, most: number): boolean {
  const some = sql`SELECT 1 FROM deliveries WHERE state = 'pending' AND channel_id = ${channelId} LIMIT ${most}`;
  return db.get<{ count: number }>(sql`SELECT count(*) AS count FROM (${some})`).count < most;
}

function walkOfGivenUp(filter: DeliveryFilter, state: DeliveryState, looks: number): Walk {
  const inState = and(
    eq(deliveries.state, state),
    sql`(${deliveries.state} = 'failed' OR ${deliveries.state} = 'cancelled')`,
  );
  if (filter.channelId === undefined)
    return { along: by("deliveries_given_up"), where: inState, also: allOf(filter, "state"), looks };
  const where = and(eq(deliveries.channelId, filter.channelId), inState);
  const also = allOf(filter, "state", "channelId");
  return { along: by("deliveries_given_up_by_channel"), where, also, looks };
}

/** The filter's conditions on a row, without those that lead the walk; undefined if none is left. */
function allOf(filter: DeliveryFilter, ...leading: ("state" | "channelId" | "test")[]): SQL | undefined {
  const left = { ...filter };
  for (const one of leading) delete left[one];
  const { state, channelId, outcome, status, reason, test } = left;
  return and(
    state && eq(deliveries.state, state),
    channelId === undefined ? undefined : eq(deliveries.channelId, channelId),
    outcome && sql`${lastAttemptColumns.outcome} = ${outcome}`,
    status === undefined ? undefined : sql`${lastAttemptColumns.status} = ${status}`,
    reason && eq(deliveries.reason, reason),
    test === undefined ? undefined : eq(deliveries.test, test),
  );
}
