import type { Db } from "#db/client.ts";
import { type DueDelivery, dueDeliveries, nextDueAt } from "#db/queries/delivery-queue.ts";
import {
  afterAttempt,
  afterEdit,
  type ChannelHealth,
  fromStored,
  HEALTHY,
  isStoredAs,
  probedAt,
  type StoredHealth,
  toStored,
  withinLimits,
} from "#lib/domain/channel/health.ts";
import type { AttemptResult } from "#lib/domain/delivery/outcome.ts";
import type { Destination } from "./destination.ts";
import type { LineMove } from "./record.ts";
import { mayStart, wakesAt } from "./schedule.ts";

export type Taken = { delivery: DueDelivery; destination: Destination };

/** How many due deliveries a lane reads ahead; the database is the queue. */
const WINDOW = 128;

/**
 * One channel's due deliveries, its requests in flight and its receiver's health. `Lanes` asks it what to
 * send next.
 */
export class Lane {
  readonly channelId: string;
  readonly #db: Db;
  /**
   * Deliveries (`seq`) in flight or not yet recorded: still due in the database, but not to be sent again.
   */
  readonly #taken = new Set<number>();
  #inFlight = 0;
  #window: DueDelivery[] = [];
  /** The database may have due deliveries that are neither taken nor in the window. */
  #stale = true;
  #nextDueAt: number | null | "unknown" = "unknown";
  #health: ChannelHealth = HEALTHY;
  /** The health that is in the database. */
  #stored: StoredHealth = toStored(HEALTHY);
  /** Null while the channel is disabled, deleted or can't be read: its deliveries are held. */
  #destination: Destination | null = null;

  constructor(db: Db, channelId: string) {
    this.#db = db;
    this.channelId = channelId;
  }

  /**
   * Takes over the channel as it was read again. Drops what was read ahead; if the channel was edited or its
   * trust changed, a failing receiver is probed at once.
   * @param stored the health that is in the database
   */
  reset(destination: Destination | null, stored: StoredHealth, now: number): void {
    this.#health = withinLimits(this.#healthAfterReset(destination, stored, now), now);
    this.#stored = stored;
    this.#destination = destination;
    this.#window = [];
    this.markStale();
  }

  /** Takes a delivery that was queued and is due now into the window, if there is room. */
  offer(delivery: DueDelivery): void {
    if (this.#stale) return;
    if (this.#window.length < WINDOW) this.#window.push(delivery);
    else this.#stale = true;
  }

  /** Deliveries may have become due, or been put off, without being offered. */
  markStale(): void {
    this.#stale = true;
    this.#nextDueAt = "unknown";
  }

  /**
   * The next delivery to send now; it counts as in flight until `sent` or `giveBack`. "idle" if nothing is
   * due or the channel's own limits forbid it, "crowded" if only the requests of other channels do.
   */
  take(totalInFlight: number, now: number): Taken | "idle" | "crowded" {
    const destination = this.#destination;
    if (destination === null || !this.#mayStart(destination, 0, now)) return "idle";
    if (this.#window.length === 0 && this.#mayHoldMore(now)) this.#refill(now);
    const [delivery] = this.#window;
    if (delivery === undefined) return "idle";
    if (!this.#mayStart(destination, totalInFlight, now)) return "crowded";
    this.#window.shift();
    this.#taken.add(delivery.seq);
    this.#inFlight++;
    return { delivery, destination };
  }

  /** The request has ended. Returns the channel's health if it has to be stored, else undefined. */
  sent({ version }: Destination, result: AttemptResult, now: number): StoredHealth | undefined {
    this.#inFlight--;
    // The channel was edited meanwhile: the old receiver's answer says nothing about the new one.
    if (version !== this.#destination?.version) return undefined;
    this.#health = afterAttempt(this.#health, result, now);
    const health = toStored(this.#health);
    return isStoredAs(health, this.#stored) ? undefined : health;
  }

  /** No attempt was made: the delivery is still due. */
  giveBack({ seq }: DueDelivery): void {
    this.#inFlight--;
    this.#taken.delete(seq);
    this.markStale();
  }

  /**
   * The attempt is on disk, and with it the health that `sent` returned, unless the channel was edited since.
   */
  recorded({ delivery, destination }: Taken, line: LineMove, health: StoredHealth | undefined): void {
    this.#taken.delete(delivery.seq);
    if (health !== undefined && destination.version === this.#destination?.version) this.#stored = health;
    if (line.dueNow) this.markStale();
    if (line.putOff) this.#nextDueAt = "unknown";
  }

  /** When to look at this lane again if nothing happens before: ms since 1970, or null for never. */
  wakesAt(now: number): number | null {
    if (this.#destination === null || this.#inFlight >= this.#destination.maxInFlight) return null;
    const dueAt = this.#window.length > 0 || this.#stale ? now : this.#readNextDueAt(now);
    if (dueAt === null) return null;
    const at = wakesAt(dueAt, this.#health);
    return at > now ? at : null;
  }

  /** Prefers the health in memory: it is newer, because attempts are written a little after their end. */
  #healthAfterReset(destination: Destination | null, stored: StoredHealth, now: number): ChannelHealth {
    if (destination === null) return this.#health;
    if (this.#destination === null) return fromStored(stored, now);
    if (this.#destination.version !== destination.version) return afterEdit(this.#health, stored, now);
    if (this.#destination.revision !== destination.revision) return probedAt(this.#health, now);
    return this.#health;
  }

  #mayStart(destination: Destination, total: number, now: number): boolean {
    const load = { inFlight: this.#inFlight, limit: destination.maxInFlight, health: this.#health };
    return mayStart(load, total, now);
  }

  /** Called after every request, so it asks the database only if the answer can have changed. */
  #readNextDueAt(now: number): number | null {
    if (this.#nextDueAt === "unknown")
      this.#nextDueAt = nextDueAt(this.#db, { channelId: this.channelId, now });
    return this.#nextDueAt;
  }

  /**
   * True also if a delivery became due since the last read: its timer may be late, or may have been replaced.
   */
  #mayHoldMore(now: number): boolean {
    return this.#stale || (typeof this.#nextDueAt === "number" && this.#nextDueAt <= now);
  }

  #refill(now: number): void {
    const limit = this.#taken.size + WINDOW;
    const { deliveries, read } = dueDeliveries(
      this.#db,
      { channelId: this.channelId, now, limit },
      this.#taken,
    );
    this.#window = deliveries;
    this.#stale = read === limit;
    this.#nextDueAt = "unknown";
  }
}
