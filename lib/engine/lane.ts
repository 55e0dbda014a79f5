import type { Db } from "#db/client.ts";
import { type DueDelivery, dueDeliveries, nextDueAt } from "#db/queries/delivery-queue.ts";
import type { Destination } from "#lib/pipeline/destination.ts";

/** How many due deliveries a lane reads ahead; the database is the queue. */
const WINDOW = 64;

/**
 * One channel's way out: what is due, what is in flight, how much may be. It reads and counts; the
 * lanes decide when it may send.
 */
export class Lane {
  readonly channelId: string;
  readonly #db: Db;
  readonly #inFlight = new Set<number>();
  #window: DueDelivery[] = [];
  /** Something may be due that the window does not hold. */
  #stale = true;
  /** Null while the channel is disabled or deleted: its deliveries are held. */
  destination: Destination | null;

  constructor(db: Db, channelId: string, destination: Destination | null) {
    this.#db = db;
    this.channelId = channelId;
    this.destination = destination;
  }

  /** The channel changed: what was read ahead no longer counts. */
  reset(destination: Destination | null): void {
    this.destination = destination;
    this.#window = [];
    this.#stale = true;
  }

  /** A delivery was added, rescheduled or fell due. */
  markStale(): void {
    this.#stale = true;
  }

  /** No room for another request: the lane is looked at again when one settles. */
  get full(): boolean {
    return this.destination !== null && this.#inFlight.size >= this.destination.maxInFlight;
  }

  /** The next delivery to send now, counted as in flight until `settled`; null where there is none or no room. */
  take(now: number): { delivery: DueDelivery; destination: Destination } | null {
    const { destination } = this;
    if (destination === null || this.full) return null;
    if (this.#window.length === 0 && this.#stale) this.#refill(now);
    const delivery = this.#window.shift();
    if (delivery === undefined) return null;
    this.#inFlight.add(delivery.seq);
    return { delivery, destination };
  }

  settled(delivery: DueDelivery): void {
    this.#inFlight.delete(delivery.seq);
  }

  /** When this lane should be looked at again although nothing happens: ms since 1970, or null. */
  wakesAt(now: number): number | null {
    return this.destination === null ? null : nextDueAt(this.#db, { channelId: this.channelId, now });
  }

  #refill(now: number): void {
    const limit = this.#inFlight.size + WINDOW;
    const due = dueDeliveries(this.#db, { channelId: this.channelId, now, limit });
    this.#window = due.filter(({ seq }) => !this.#inFlight.has(seq));
    this.#stale = due.length === limit;
  }
}
