import { channelRow, liveChannelIds } from "#db/queries/channels.ts";
import type { DueDelivery } from "#db/queries/delivery-queue.ts";
import { eventDetails } from "#db/queries/event-details.ts";
import { HEALTHY, toStored } from "#lib/domain/channel/health.ts";
import { AppError } from "#lib/domain/errors.ts";
import type { Outbound, VerbContext } from "#lib/engine/write/context.ts";
import { AGAIN_MS, pause } from "#lib/engine/write/pause.ts";
import type { PersistentWriter } from "#lib/engine/write/persistent-writer.ts";
import type { Logger } from "#lib/log.ts";
import { RepeatedFault } from "#lib/repeated-fault.ts";
import { AttemptLog } from "./attempt-log.ts";
import { type Attempt, deliver } from "./deliver.ts";
import { type Destination, readDestination } from "./destination.ts";
import { Lanes } from "./lanes.ts";
import { type Ended, type LineMove, record } from "./record.ts";

type Parts = Pick<VerbContext, "db" | "open" | "channelChanged" | "meters"> & {
  writer: Pick<PersistentWriter, "write">;
  log: Pick<Logger, "debug" | "warn" | "error" | "isLevelEnabled">;
};

/** Delivers what is queued: the lanes start a delivery, `#send` makes its attempt, `#record` stores it. */
export class Dispatcher {
  readonly #parts: Parts;
  readonly #lanes: Lanes;
  readonly #fault: RepeatedFault;
  readonly #attempts: AttemptLog;
  #outbound: Outbound | null = null;
  /** The database closes now: a reset that comes later must not read it. */
  #closed = false;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#fault = new RepeatedFault(parts.log);
    this.#attempts = new AttemptLog(parts.log);
    this.#lanes = new Lanes({
      db: parts.db,
      send: (destination, delivery) => this.#send(destination, delivery),
      record: (ended, recorded) => this.#record(ended, recorded),
    });
  }

  /** Deliveries are sent from now on. */
  begin(outbound: Outbound): void {
    this.#outbound = outbound;
    this.resetAll();
  }

  /** Throws AppError `unavailable` before `begin`. */
  outbound(): Outbound {
    if (this.#outbound === null)
      throw new AppError("unavailable", "Tocsin is starting: try again in a moment.");
    return this.#outbound;
  }

  /** A delivery that is due now was queued for this channel. */
  offer(channelId: string, delivery: DueDelivery): void {
    this.#lanes.offer(channelId, delivery);
  }

  /** A person sends a delivery now, which is due. */
  hurry(channelId: string, delivery: DueDelivery): void {
    this.#lanes.hurry(channelId, delivery);
  }

  /** Whether a delivery (`seq`) is being sent, or its attempt waits to be recorded. */
  isInFlight(channelId: string, seq: number): boolean {
    return this.#lanes.isInFlight(channelId, seq);
  }

  /** A delivery (`seq`) was cancelled, or has expired. */
  drop(channelId: string, seq: number): void {
    this.#lanes.drop(channelId, seq);
  }

  /** Deliveries of this channel may be due. */
  wake(channelId: string): void {
    this.#lanes.wake(channelId);
  }

  /** Reads every channel again. */
  resetAll(): void {
    if (this.#closed) return;
    for (const channelId of liveChannelIds(this.#parts.db)) this.reset(channelId);
  }

  /** Reads the channel again: it was made, changed, disabled or deleted. */
  reset(channelId: string): void {
    const destination = this.#outbound === null ? null : this.#readDestination(channelId);
    if (destination === null) this.#outbound?.sender.forget(channelId);
    const stored = channelRow(this.#parts.db, channelId) ?? toStored(HEALTHY);
    this.#lanes.set(channelId, destination, stored);
  }

  /** Starts nothing new; resolves once all that was in flight is recorded, or after `timeoutMs`. */
  drain(timeoutMs: number): Promise<void> {
    return this.#lanes.drain(timeoutMs);
  }

  /** Closes all connections to receivers. */
  async close(): Promise<void> {
    await this.#outbound?.sender.close();
    this.#closed = true;
  }

  /**
   * Null if the channel is disabled or deleted, or its secrets can't be opened: its deliveries are then held.
   */
  #readDestination(channelId: string): Destination | null {
    const { db, open } = this.#parts;
    try {
      return readDestination({ db, open, baseUrl: this.outbound().baseUrl }, channelId);
    } catch (error) {
      // The other channels must go on.
      const fields = { kind: `held ${channelId}`, channel: channelId };
      this.#fault.happened(error, "a channel is held: its secrets can't be opened", fields);
      return null;
    }
  }

  /** Null if Tocsin itself failed, so that one broken delivery doesn't stop the others. */
  async #send(destination: Destination, delivery: DueDelivery): Promise<Attempt | null> {
    const readDetails = () => eventDetails(this.#parts.db, delivery.eventSeq);
    try {
      return await deliver(this.outbound().sender, destination, delivery, readDetails, Date.now());
    } catch (error) {
      const fields = { delivery: delivery.id, request_id: delivery.requestId ?? undefined };
      this.#fault.happened(error, "a delivery could not be sent", fields);
      await pause(AGAIN_MS);
      return null;
    }
  }

  /**
   * Keeps the attempt in memory until it can be written: sending again would only repeat what the receiver
   * has.
   */
  async #record(ended: Ended, recorded: (line: LineMove) => void): Promise<void> {
    const { writer, channelChanged, meters } = this.#parts;
    const line = await writer.write("an attempt", (tx) => {
      const moved = record(tx, ended, channelChanged);
      tx.afterCommit(() => recorded(moved));
      return moved;
    });
    if (line === undefined) return recorded({ dueNow: false, putOff: false });
    meters.attempted(ended.destination.channelId, ended.attempt.result);
    this.#attempts.ended(ended);
  }
}
