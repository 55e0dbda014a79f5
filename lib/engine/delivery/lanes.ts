import type { Db } from "#db/client.ts";
import type { DueDelivery } from "#db/queries/delivery-queue.ts";
import type { StoredHealth } from "#lib/domain/channel/health.ts";
import type { Attempt } from "./deliver.ts";
import type { Destination } from "./destination.ts";
import { Lane, type Taken } from "./lane.ts";
import type { Ended, LineMove } from "./record.ts";
import { MAX_IN_FLIGHT } from "./schedule.ts";

/**
 * Attempts that have ended and are not on disk yet. At this limit sending stops: a full disk must not fill
 * the memory.
 */
const MAX_UNRECORDED = 512;
/**
 * Longest timer, ms: the clock may be set while a timer runs, so a longer wait is checked again on the way.
 */
const LONGEST_SLEEP_MS = 15_000;

type Parts = {
  db: Db;
  /** Makes one attempt; never rejects. Null if none was made: the delivery is then sent again. */
  send(destination: Destination, delivery: DueDelivery): Promise<Attempt | null>;
  /**
   * Resolves once the attempt is on disk, or given up. Calls `recorded` with what that changed in the alert's
   * line, before it tells of any later change of the same commit: that may make the delivery due again.
   */
  record(ended: Ended, recorded: (line: LineMove) => void): Promise<void>;
};

/** All channels' lanes, served in turn, one delivery each, so that a burst on one can't starve another. */
export class Lanes {
  readonly #parts: Parts;
  readonly #lanes = new Map<string, Lane>();
  readonly #ready = new Set<Lane>();
  readonly #crowded = new Set<Lane>();
  readonly #timers = new Map<Lane, NodeJS.Timeout>();
  #inFlight = 0;
  #unrecorded = 0;
  #pumping = false;
  #stopped = false;
  #whenIdle: (() => void) | null = null;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /**
   * The channel was made, changed, disabled or deleted (then `null`); `stored` is the health in the database.
   */
  set(channelId: string, destination: Destination | null, stored: StoredHealth): void {
    const lane = this.#lanes.get(channelId) ?? new Lane(this.#parts.db, channelId);
    lane.reset(destination, stored, Date.now());
    this.#lanes.set(channelId, lane);
    this.#makeReady(lane);
  }

  /** A delivery that is due now was queued for this channel. */
  offer(channelId: string, delivery: DueDelivery): void {
    const lane = this.#lanes.get(channelId);
    if (lane === undefined) return;
    lane.offer(delivery);
    this.#makeReady(lane);
  }

  /** A person sends a delivery now, which is due. */
  hurry(channelId: string, delivery: DueDelivery): void {
    const lane = this.#lanes.get(channelId);
    if (lane === undefined) return;
    lane.hurry(delivery);
    this.#makeReady(lane);
  }

  /** Whether a delivery (`seq`) is being sent, or its attempt waits to be recorded. */
  isInFlight(channelId: string, seq: number): boolean {
    return this.#lanes.get(channelId)?.isInFlight(seq) ?? false;
  }

  /** A delivery (`seq`) was cancelled, or has expired. Deliveries behind it may be due. */
  drop(channelId: string, seq: number): void {
    this.#lanes.get(channelId)?.drop(seq);
    this.wake(channelId);
  }

  /** Deliveries of this channel may be due. */
  wake(channelId: string): void {
    const lane = this.#lanes.get(channelId);
    if (lane === undefined) return;
    lane.markStale();
    this.#makeReady(lane);
  }

  /** Starts nothing new; resolves once all that was in flight is recorded, or after `timeoutMs`. */
  async drain(timeoutMs: number): Promise<void> {
    this.#stopped = true;
    for (const timer of this.#timers.values()) clearTimeout(timer);
    if (this.#idle) return;
    await new Promise<void>((resolve) => {
      this.#whenIdle = resolve;
      setTimeout(resolve, timeoutMs).unref();
    });
  }

  get #idle(): boolean {
    return this.#inFlight === 0 && this.#unrecorded === 0;
  }

  #makeReady(lane: Lane): void {
    this.#ready.add(lane);
    if (this.#pumping || this.#stopped) return;
    this.#pumping = true;
    queueMicrotask(() => this.#pump());
  }

  #pump(): void {
    this.#pumping = false;
    const now = Date.now();
    while (!this.#stopped && this.#inFlight < MAX_IN_FLIGHT && this.#unrecorded < MAX_UNRECORDED) {
      const [lane] = this.#ready;
      if (lane === undefined) return;
      this.#ready.delete(lane);
      const taken = lane.take(this.#inFlight, now);
      if (taken === "crowded") this.#crowded.add(lane);
      else if (taken === "idle") this.#setTimer(lane, now);
      else {
        void this.#run(lane, taken);
        this.#ready.add(lane);
      }
    }
  }

  /** Frees the slot when the request has ended. The delivery stays taken until its attempt is on disk. */
  async #run(lane: Lane, { delivery, destination }: Taken): Promise<void> {
    this.#inFlight++;
    const attempt = await this.#parts.send(destination, delivery);
    this.#inFlight--;
    if (attempt === null) {
      lane.giveBack(delivery);
      this.#makeRoom(lane);
    } else await this.#record(lane, { destination, delivery, attempt });
    if (this.#idle) this.#whenIdle?.();
  }

  async #record(lane: Lane, sent: Omit<Ended, "health">): Promise<void> {
    this.#unrecorded++;
    const health = lane.sent(sent, sent.attempt.result, Date.now());
    this.#makeRoom(lane);
    await this.#parts.record({ ...sent, health }, (line) => {
      this.#unrecorded--;
      lane.recorded(sent, line, health);
      this.#makeReady(lane);
    });
  }

  /** A slot is free: the crowded lanes may use it, and so may this one. */
  #makeRoom(lane: Lane): void {
    for (const waiting of this.#crowded) this.#ready.add(waiting);
    this.#crowded.clear();
    this.#makeReady(lane);
  }

  /** The lane has nothing to send now: look again when its next retry or probe is due, or its hold ends. */
  #setTimer(lane: Lane, now: number): void {
    clearTimeout(this.#timers.get(lane));
    const at = lane.wakesAt(now);
    if (at === null) return;
    const timer = setTimeout(() => this.wake(lane.channelId), Math.min(at - now, LONGEST_SLEEP_MS));
    this.#timers.set(lane, timer);
  }
}
