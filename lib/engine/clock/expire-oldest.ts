import { storeOldestExpired } from "#db/queries/expiring-deliveries.ts";
import { MOST_WAITING } from "#lib/domain/delivery/expiry.ts";
import { expire } from "#lib/engine/write/expire.ts";
import { OnceAMinute } from "#lib/repeated-fault.ts";
import type { ChoreContext, ChoreParts } from "./chore.ts";
import { QueueCounts, type Surplus } from "./queue-counts.ts";

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
  const step = async (): Promise<boolean> => {
    left ??= await counts.findSurplus(now());
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
    // What is in flight has to end first.
    return expired > 0 || left !== null;
  };
  return { name: "expiring the oldest deliveries", everyMs: 10_000, step, restMs: () => REST_MS };
}
