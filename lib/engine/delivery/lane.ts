import type { Db } from "#db/client.ts";
import type { DueDelivery } from "#db/queries/delivery-queue.ts";
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
import { slotsForJobs } from "#lib/domain/channel/job-slots.ts";
import type { AttemptResult } from "#lib/domain/delivery/outcome.ts";
import type { Destination } from "./destination.ts";
import { DueWindow, type LaneTurn } from "./due-window.ts";
import type { LineMove } from "./record.ts";
import { mayStart, wakesAt } from "./schedule.ts";

export type Taken = { delivery: DueDelivery; destination: Destination };

/**
 * One channel's due deliveries, its requests in flight and its receiver's health. `Lanes` asks it what to
 * send next.
 */
export class Lane {
  readonly channelId: string;
  readonly #window: DueWindow;
  #inFlight = 0;
  /** Those of the requests in flight that a job sends again. */
  #ofJobsInFlight = 0;
  #health: ChannelHealth = HEALTHY;
  /** The health that is in the database, once all that `sent` returned is recorded. */
  #handedOut: StoredHealth = toStored(HEALTHY);
  /** How many healths that `sent` returned are not recorded yet. */
  #unrecorded = 0;
  /** Null while the channel is disabled, deleted or can't be read: its deliveries are held. */
  #destination: Destination | null = null;

  constructor(db: Db, channelId: string) {
    this.channelId = channelId;
    this.#window = new DueWindow(db, channelId);
  }

  /**
   * Takes over the channel as it was read again. Drops what was read ahead; if the channel was edited or its
   * trust changed, a failing receiver is probed at once.
   * @param stored the health that is in the database
   */
  reset(destination: Destination | null, stored: StoredHealth, now: number): void {
    this.#health = withinLimits(this.#healthAfterReset(destination, stored, now), now);
    const keeps = this.#unrecorded > 0 && destination?.version === this.#destination?.version;
    if (!keeps) this.#handedOut = stored;
    this.#destination = destination;
    this.#window.clear();
  }

  /** A delivery was queued and is due now. */
  offer(delivery: DueDelivery): void {
    this.#window.offer(delivery);
  }

  /** A person sends a delivery now: it goes before all others, and passes the hold and the probe. */
  hurry(delivery: DueDelivery): void {
    if (this.#destination !== null) this.#window.hurry(delivery);
  }

  isInFlight(seq: number): boolean {
    return this.#window.isTaken(seq);
  }

  /** A delivery (`seq`) was cancelled, or has expired. */
  drop(seq: number): void {
    this.#window.drop(seq);
  }

  /** Deliveries may have become due, or been put off, without being offered. */
  markStale(): void {
    this.#window.markStale();
  }

  /**
   * The next delivery to send now; it counts as in flight until `sent` or `giveBack`. "idle" if nothing is
   * due or the channel's own limits forbid it, "crowded" if only the requests of other channels do.
   */
  take(totalInFlight: number, now: number): Taken | "idle" | "crowded" {
    const destination = this.#destination;
    const turn = destination && this.#turn(destination, now);
    if (destination === null || turn === null) return "idle";
    if (!this.#mayStart(destination, turn, totalInFlight, now)) return "crowded";
    const delivery = this.#window.take(turn);
    if (delivery === undefined) return "idle";
    this.#countInFlight(delivery, 1);
    return { delivery, destination };
  }

  /** The request has ended. Returns the channel's health if it has to be stored, else undefined. */
  sent({ delivery, destination }: Taken, result: AttemptResult, now: number): StoredHealth | undefined {
    this.#countInFlight(delivery, -1);
    // The channel was edited meanwhile: the old receiver's answer says nothing about the new one.
    if (destination.version !== this.#destination?.version) return undefined;
    this.#health = afterAttempt(this.#health, result, now);
    const health = toStored(this.#health);
    if (isStoredAs(health, this.#handedOut)) return undefined;
    this.#handedOut = health;
    this.#unrecorded++;
    return health;
  }

  /** No attempt was made: the delivery is still due. */
  giveBack(delivery: DueDelivery): void {
    this.#countInFlight(delivery, -1);
    this.#window.release(delivery.seq);
    this.markStale();
  }

  /**
   * The attempt is on disk, and with it the health that `sent` returned, unless the channel was edited since.
   */
  recorded({ delivery }: Taken, line: LineMove, health: StoredHealth | undefined): void {
    this.#window.release(delivery.seq);
    if (health !== undefined) this.#unrecorded--;
    if (line.dueNow) this.markStale();
    if (line.putOff) this.#window.putOff();
  }

  /** When to look at this lane again if nothing happens before: ms since 1970, or null for never. */
  wakesAt(now: number): number | null {
    if (this.#destination === null || this.#inFlight >= this.#destination.maxInFlight) return null;
    const turns: LaneTurn[] = this.#hasJobSlot(this.#destination)
      ? ["hurried", "own", "ofJobs"]
      : ["hurried", "own"];
    const dueAt = this.#window.dueAt(turns, now);
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

  /** Whose turn it is; null if nothing may start now, whatever other channels do. */
  #turn(destination: Destination, now: number): LaneTurn | null {
    const may = (turn: LaneTurn) => this.#mayStart(destination, turn, 0, now);
    if (this.#window.next("hurried", now) !== undefined && may("hurried")) return "hurried";
    if (!may("own")) return null;
    if (this.#window.next("own", now) !== undefined) return "own";
    if (!this.#hasJobSlot(destination)) return null;
    return this.#window.next("ofJobs", now) !== undefined ? "ofJobs" : null;
  }

  #hasJobSlot({ maxInFlight }: Destination): boolean {
    return this.#ofJobsInFlight < slotsForJobs(maxInFlight);
  }

  #mayStart({ maxInFlight: limit }: Destination, turn: LaneTurn, total: number, now: number): boolean {
    const health = turn === "hurried" ? HEALTHY : this.#health;
    return mayStart({ inFlight: this.#inFlight, limit, health }, total, now);
  }

  #countInFlight({ jobSeq }: DueDelivery, by: 1 | -1): void {
    this.#inFlight += by;
    if (jobSeq !== null) this.#ofJobsInFlight += by;
  }
}
