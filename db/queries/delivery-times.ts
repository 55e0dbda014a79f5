import type { Db } from "#db/client.ts";
import { statement } from "#db/statement.ts";
import type { DeliveryFilter } from "#lib/domain/delivery/list.ts";

/** Rows with `from` <= seq < `before`. */
export type SeqRange = { from: number; before: number };

const ends = statement<object, { first: number | null; last: number | null }>(
  `SELECT (SELECT min(seq) FROM deliveries) AS first, (SELECT max(seq) FROM deliveries) AS last`,
);

const next = statement<{ seq: number }, { seq: number; createdAt: number }>(
  `SELECT seq, created_at AS createdAt FROM deliveries WHERE seq >= +@seq ORDER BY seq LIMIT 1`,
);

/**
 * The deliveries of a range of time as a range of `seq`: both grow together, so some twenty rows are looked
 * at. If the clock was once set back, a range that begins or ends within the repeated time may miss a part of
 * it.
 */
export function seqRange(db: Db, { since, until }: Pick<DeliveryFilter, "since" | "until">): SeqRange {
  const { first, last } = ends(db).get({}) ?? { first: null, last: null };
  const all = { from: first ?? 0, before: (last ?? 0) + 1 };
  return {
    from: since === undefined ? all.from : firstSince(db, all, since),
    before: until === undefined ? all.before : firstSince(db, all, until),
  };
}

/** The lowest `seq` from which on deliveries were created at `time` (ms since 1970) or later. */
function firstSince(db: Db, { from, before }: SeqRange, time: number): number {
  let low = from;
  let high = before;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const row = next(db).get({ seq: middle });
    if (row === undefined || row.createdAt >= time) high = middle;
    else low = row.seq + 1;
  }
  return low;
}
