import { oldestWaiting } from "#db/queries/channel-queues.ts";
import { nextWaiting, scheduleOf, waitFromNow } from "#db/queries/expiring-deliveries.ts";
import { ageOf, EXPIRES_AFTER_MS, waitLimitMs } from "#lib/domain/delivery/expiry.ts";
import type { Tx } from "#lib/engine/write/context.ts";
import { expire } from "#lib/engine/write/expire.ts";
import type { ChoreContext, ChoreParts } from "./chore.ts";

/** Deliveries looked at per transaction: if all expire, a few milliseconds of the one writer's time. */
const STEP = 100;
/** And those that are only looked at, because a restore holds them. */
const LOOKED_AT = 1_000;
/** Left to deliveries and posts between two steps, ms. */
const REST_MS = 20;

type Context = Pick<ChoreContext, "db" | "now" | "transact" | "isInFlight" | "deliveryWithdrawn" | "log">;

/**
 * Expires the deliveries whose time is over. It goes through those that wait from the oldest, up to the first that
 * is younger than any limit.
 */
export function expiringOverdue(context: Context): ChoreParts {
  const { db, now, transact, log } = context;
  /** The last delivery that was looked at; 0 before the first. */
  let after = 0;
  /** How many expired since the first. */
  let expired = 0;
  const step = async (): Promise<boolean> => {
    const look = await transact((tx) => lookOn(tx, after, context));
    after = look.next ?? 0;
    expired += look.expired;
    if (look.next === null && expired > 0) {
      log.info({ deliveries: expired }, "deliveries expired: their time was over");
      expired = 0;
    }
    return look.next !== null;
  };
  const isDue = () => after > 0 || !isYoung(oldestWaiting(db), now());
  return { name: "expiring deliveries", everyMs: 60_000, isDue, step, restMs: () => REST_MS };
}

/** So are then all others that wait. True if none waits. */
const isYoung = (createdAt: number | null, now: number): boolean =>
  createdAt === null || (createdAt <= now && now - createdAt < EXPIRES_AFTER_MS);

/** `next`: the `seq` to go on from, or null at the end. */
type Look = { expired: number; next: number | null };

function lookOn(tx: Tx, after: number, context: Context): Look {
  const { waiting, next } = nextWaiting(tx.db, { after, most: STEP, limit: LOOKED_AT });
  const limitOf = rememberedLimits(tx);
  const byAge = Map.groupBy(waiting, (one) => ageOf(one, { limitMs: limitOf(one.channelId), now: tx.now }));
  for (const { seq } of byAge.get("ahead") ?? []) waitFromNow(tx.db, { seq, now: tx.now });
  const over = (byAge.get("over") ?? []).map(({ seq }) => seq);
  const expired = expire(tx, over, context);
  return { expired, next: byAge.has("young") ? null : next };
}

/** Each channel's limit of waiting, ms, read once. */
function rememberedLimits({ db }: Tx): (channelId: string) => number {
  const limits = new Map<string, number>();
  return (channelId) => {
    const limitMs = limits.get(channelId) ?? waitLimitMs(scheduleOf(db, channelId));
    limits.set(channelId, limitMs);
    return limitMs;
  };
}
