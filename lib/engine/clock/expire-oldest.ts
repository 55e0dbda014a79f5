import { storeOldestExpired } from "#db/queries/expiring-deliveries.ts";
import { MOST_WAITING } from "#lib/domain/delivery/expiry.ts";
import { expire } from "#lib/engine/write/expire.ts";
import { OnceAMinute } from "#lib/repeated-fault.ts";
import type { ChoreContext, ChoreParts } from "./chore.ts";
import { FOUND_AT_ONCE, QueueCounts, type Surplus } from "./queue-counts.ts";

/** Deliveries that expire per transaction: a few milliseconds of the one writer's time. */
const STEP = 100;
/** Left to deliveries and posts between two steps, ms. */
const REST_MS = 20;

type Context = Pick<ChoreContext, "db" | "now" | "transact" | "isInFlight" | "deliveryWithdrawn" | "log">;

/** Expires the oldest deliveries of each channel for which more than `most` wait. */
export function expiringOldest(context: Context, most = MOST_WAITING): ChoreParts {
  const { db, now, transact, log } = context;
  const counts = new QueueCounts(db, most);
  const told = new OnceAMinute();
  let left: Surplus | null = null;
  /** To count a queue takes long: what comes in meanwhile expires at the next look, as does what is in flight. */
  const done = new Set<string>();
  const find = async () => {
    const found = await counts.findSurplus(now(), done);
    if (found === null) done.clear();
    else if (found.seqs.length < FOUND_AT_ONCE) done.add(found.channelId);
    return found;
  };
  const step = async (): Promise<boolean> => {
    left ??= await find();
    if (left === null) return false;
    const { channelId, seqs } = left;
    const some = seqs.splice(0, STEP);
    if (seqs.length === 0) left = null;
    const expired = await transact((tx) => {
      const many = expire(tx, some, context);
      if (many > 0) storeOldestExpired(tx.db, { channelId, now: tx.now });
      return many;
    });
    counts.ended(channelId, expired);
    if (expired > 0)
      told.happened(channelId, () =>
        log.warn({ channel: channelId }, "too many deliveries wait for a channel: its oldest expire"),
      );
    return true;
  };
  return { name: "expiring the oldest deliveries", everyMs: 10_000, step, restMs: () => REST_MS };
}
