import type { Db } from "#db/client.ts";
import { lastDeliverySeq, oldestWaitingFor, unheldDepth } from "#db/queries/channel-queues.ts";
import { liveChannelIds } from "#db/queries/channels.ts";

/** Deliveries that are found to be too many at once. */
export const FOUND_AT_ONCE = 10_000;
/** A count is good for this long, ms: what people redeliver makes a queue longer without a new delivery. */
const KEPT_MS = 10 * 60_000;

/** How many deliveries waited for a channel, and were not held, at `at` (ms), when `lastSeq` was the newest of all. */
type Count = { depth: number; lastSeq: number; at: number };
/** The oldest deliveries (`seq`) to a channel, as far as they are too many. */
export type Surplus = { channelId: string; seqs: number[] };

/**
 * Remembers how many deliveries wait for each channel. A queue is counted again only if it may hold more than
 * `most`: it can't have grown by more than all deliveries that were made since.
 */
export class QueueCounts {
  readonly #db: Db;
  readonly #most: number;
  readonly #counts = new Map<string, Count>();

  constructor(db: Db, most: number) {
    this.#db = db;
    this.#most = most;
  }

  /** The first channel, but for those in `except`, for which too many wait at `now` (ms); null if there is none. */
  async findSurplus(now: number, except: ReadonlySet<string>): Promise<Surplus | null> {
    for (const channelId of liveChannelIds(this.#db)) {
      if (except.has(channelId) || !this.#mayExceed(channelId, now)) continue;
      const depth = await this.#count(channelId, now);
      if (depth <= this.#most) continue;
      const many = Math.min(depth - this.#most, FOUND_AT_ONCE);
      return { channelId, seqs: await oldestWaitingFor(this.#db, channelId, many) };
    }
    return null;
  }

  /** So many deliveries to the channel have ended. */
  ended(channelId: string, many: number): void {
    const known = this.#counts.get(channelId);
    if (known !== undefined) known.depth -= many;
  }

  #mayExceed(channelId: string, now: number): boolean {
    const known = this.#counts.get(channelId);
    if (known === undefined || Math.abs(now - known.at) >= KEPT_MS) return true;
    return known.depth + lastDeliverySeq(this.#db) - known.lastSeq > this.#most;
  }

  async #count(channelId: string, at: number): Promise<number> {
    const lastSeq = lastDeliverySeq(this.#db);
    const depth = await unheldDepth(this.#db, channelId);
    this.#counts.set(channelId, { depth, lastSeq, at });
    return depth;
  }
}
