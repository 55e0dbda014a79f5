import type { Db } from "#db/client.ts";
import type { DueDelivery } from "#db/queries/delivery-queue.ts";
import type { Destination } from "#lib/pipeline/destination.ts";
import { Lane } from "./lane.ts";

/** Requests in flight over all channels. */
const MAX_IN_FLIGHT = 256;

export type Send = (destination: Destination, delivery: DueDelivery) => Promise<void>;

/**
 * All channels' lanes. They are served in turn, one delivery each, so that a burst on one can't
 * starve another.
 */
export class Lanes {
  readonly #db: Db;
  readonly #send: Send;
  readonly #lanes = new Map<string, Lane>();
  readonly #ready = new Set<Lane>();
  readonly #timers = new Map<string, NodeJS.Timeout>();
  #inFlight = 0;
  #pumping = false;
  #stopped = false;
  #whenIdle: (() => void) | null = null;

  constructor(db: Db, send: Send) {
    this.#db = db;
    this.#send = send;
  }

  /** The channel was made, changed, disabled (`null`) or deleted. */
  set(channelId: string, destination: Destination | null): void {
    const lane = this.#lanes.get(channelId) ?? new Lane(this.#db, channelId, destination);
    lane.reset(destination);
    this.#lanes.set(channelId, lane);
    this.wake(channelId);
  }

  /** Something of this channel may be due. */
  wake(channelId: string): void {
    const lane = this.#lanes.get(channelId);
    if (lane === undefined) return;
    lane.markStale();
    this.#makeReady(lane);
  }

  /** Starts nothing new, and resolves once nothing is in flight or `timeoutMs` is over. */
  async drain(timeoutMs: number): Promise<void> {
    this.#stopped = true;
    for (const timer of this.#timers.values()) clearTimeout(timer);
    if (this.#inFlight === 0) return;
    await new Promise<void>((resolve) => {
      this.#whenIdle = resolve;
      setTimeout(resolve, timeoutMs).unref();
    });
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
    while (!this.#stopped && this.#inFlight < MAX_IN_FLIGHT) {
      const [lane] = this.#ready;
      if (lane === undefined) return;
      this.#ready.delete(lane);
      const taken = lane.take(now);
      if (taken === null) {
        this.#setTimer(lane, now);
        continue;
      }
      this.#start(lane, taken);
      this.#ready.add(lane);
    }
  }

  #start(lane: Lane, { delivery, destination }: { delivery: DueDelivery; destination: Destination }): void {
    this.#inFlight++;
    void this.#send(destination, delivery).finally(() => {
      this.#inFlight--;
      lane.settled(delivery);
      lane.markStale();
      this.#makeReady(lane);
      if (this.#inFlight === 0) this.#whenIdle?.();
    });
  }

  /** Nothing to send now: come back when the next retry falls due. */
  #setTimer(lane: Lane, now: number): void {
    clearTimeout(this.#timers.get(lane.channelId));
    if (lane.full) return;
    const at = lane.wakesAt(now);
    if (at === null) return;
    // setTimeout takes 32 bits of milliseconds; a longer wait is looked at again on the way.
    const timer = setTimeout(() => this.wake(lane.channelId), Math.min(at - now, 2 ** 31 - 1));
    this.#timers.set(lane.channelId, timer);
  }
}
