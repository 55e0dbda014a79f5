import type { Db } from "#db/client.ts";
import { type DueDelivery, dueDeliveries, nextDueAt } from "#db/queries/delivery-queue.ts";
import {
  afterAttempt,
  afterEdit,
  type ChannelHealth,
  fromStored,
  HEALTHY,
  isSameHealth,
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

/** How many due deliveries a lane holds ahead; the database is the queue. */
const WINDOW = 128;

/**
 * One channel's way out: what is due, what is in flight, how its receiver does. It reads and counts; the lanes
 * decide when it may send.
 */
export class Lane {
  readonly channelId: string;
  readonly #db: Db;
  /** In flight, or sent and not yet recorded: due in the database, and not to be sent again. */
  readonly #taken = new Set<number>();
  #inFlight = 0;
  #window: DueDelivery[] = [];
  /** Something may be due that is neither taken nor in the window. */
  #stale = true;
  #nextDueAt: number | null | "unknown" = "unknown";
  #health: ChannelHealth = HEALTHY;
  /** Its health as the database has it. */
  #stored: StoredHealth = toStored(HEALTHY);
  /** Null while the channel is disabled or deleted: its deliveries are held. */
  #destination: Destination | null = null;

  constructor(db: Db, channelId: string) {
    this.#db = db;
    this.channelId = channelId;
  }

  /**
   * The channel was read anew: what was read ahead no longer counts, and another receiver is tried at once.
   * @param stored its health as the database has it
   */
  reset(destination: Destination | null, stored: StoredHealth, now: number): void {
    this.#health = withinLimits(this.#healthAfterReset(destination, stored, now), now);
    this.#stored = stored;
    this.#destination = destination;
    this.#window = [];
    this.markStale();
  }

  /** A delivery that is due now was queued: held in memory while there is room. */
  offer(delivery: DueDelivery): void {
    if (this.#stale) return;
    if (this.#window.length < WINDOW) this.#window.push(delivery);
    else this.#stale = true;
  }

  /** Something may have fallen due, or been put off, that was not offered. */
  markStale(): void {
    this.#stale = true;
    this.#nextDueAt = "unknown";
  }

  /**
   * The next delivery to send now, counted as in flight until `sent`. "idle" where there is none or its own limits
   * hold it, "crowded" where only the others' requests do.
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

  /** The request has ended. Returns the channel's health where it has to be stored anew, else undefined. */
  sent({ version }: Destination, result: AttemptResult, now: number): StoredHealth | undefined {
    this.#inFlight--;
    // An edit while the request was on its way: what the old receiver said is not about the new one.
    if (version !== this.#destination?.version) return undefined;
    this.#health = afterAttempt(this.#health, result, now);
    const health = toStored(this.#health);
    return isSameHealth(health, this.#stored) ? undefined : health;
  }

  /** No attempt came about: it is still due. */
  giveBack({ seq }: DueDelivery): void {
    this.#inFlight--;
    this.#taken.delete(seq);
    this.markStale();
  }

  /** Its end is on disk, and the health that `sent` returned, where that was of the channel as it is now. */
  recorded({ delivery, destination }: Taken, line: LineMove, health: StoredHealth | undefined): void {
    this.#taken.delete(delivery.seq);
    if (health !== undefined && destination.version === this.#destination?.version) this.#stored = health;
    if (line.dueNow) this.markStale();
    if (line.putOff) this.#nextDueAt = "unknown";
  }

  /** When this lane should be looked at again although nothing happens: ms since 1970, or null. */
  wakesAt(now: number): number | null {
    if (this.#destination === null || this.#inFlight >= this.#destination.maxInFlight) return null;
    const dueAt = this.#window.length > 0 || this.#stale ? now : this.#readNextDueAt(now);
    if (dueAt === null) return null;
    const at = wakesAt(dueAt, this.#health);
    return at > now ? at : null;
  }

  /** In memory it may be newer than what is stored: the ends of attempts are written a little later. */
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

  /** Asked of the database only where it can have changed: this is looked at after every request. */
  #readNextDueAt(now: number): number | null {
    if (this.#nextDueAt === "unknown")
      this.#nextDueAt = nextDueAt(this.#db, { channelId: this.channelId, now });
    return this.#nextDueAt;
  }

  /** What fell due since it was looked for counts too: its timer may be late, or replaced before it fired. */
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
