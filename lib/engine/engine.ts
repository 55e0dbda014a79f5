import type { Connection } from "#db/client.ts";
import { channelRow, liveChannelIds, markFailing } from "#db/queries/channels.ts";
import { bringForward, type DueDelivery, deletedChannelsWithWaiting } from "#db/queries/delivery-queue.ts";
import { readRoutingTable } from "#db/queries/rules.ts";
import { cancelWaiting } from "#lib/channels/cancel-waiting.ts";
import { AppError } from "#lib/domain/errors.ts";
import type { RoutingTable } from "#lib/domain/rule.ts";
import type { Logger } from "#lib/log.ts";
import { type Attempt, deliver } from "#lib/pipeline/deliver.ts";
import { type Destination, readDestination } from "#lib/pipeline/destination.ts";
import { type LineMove, record } from "#lib/pipeline/record.ts";
import type { KeyRing } from "#lib/seal.ts";
import type { Outbound, SetUpToken, Tx, VerbContext } from "#lib/verb.ts";
import { readClocks, setBackBy } from "./clock.ts";
import { Housekeeping } from "./housekeeping.ts";
import { Inbox } from "./inbox.ts";
import { type Ended, Lanes } from "./lanes.ts";
import { LiveRing } from "./live-ring.ts";
import { AGAIN_MS, pause } from "./pause.ts";
import { PersistentWriter } from "./persistent-writer.ts";
import { Retention } from "./retention.ts";

type Parts = {
  connection: Connection;
  readRing: () => KeyRing;
  setUp: SetUpToken;
  retentionDays: number;
  log: Logger;
};

/** The only writer: it runs the verbs, and sends what they queue. */
export class Engine {
  readonly context: VerbContext;
  readonly #connection: Connection;
  readonly #log: Logger;
  readonly #ring: LiveRing;
  readonly #inbox: Inbox;
  readonly #writer: PersistentWriter;
  readonly #lanes: Lanes;
  readonly #housekeeping: Housekeeping;
  readonly #retention: Retention;
  #clocks = readClocks();
  #outbound: Outbound | null = null;
  #routing: RoutingTable | null = null;
  #dataVersion = 0;

  constructor({ connection, readRing, setUp, retentionDays, log }: Parts) {
    this.#connection = connection;
    this.#log = log;
    this.#ring = new LiveRing(readRing, log);
    const onTurn = { before: () => this.#noticeOtherWriters(), failed: () => this.#forgetRouting() };
    this.#inbox = new Inbox(connection, onTurn, log);
    this.#writer = new PersistentWriter(this.#inbox, log);
    this.#lanes = new Lanes(connection.db, {
      send: (destination, delivery) => this.#send(destination, delivery),
      record: (ended) => this.#record(ended),
    });
    this.context = {
      db: connection.db,
      now: Date.now,
      transact: (work) => this.#inbox.transact(work),
      seal: (secret, place) => this.#ring.seal(secret, place),
      open: (envelope, place) => this.#ring.open(envelope, place),
      routing: () => {
        this.#routing ??= readRoutingTable(connection.db);
        return this.#routing;
      },
      channelsChanged: (tx, channelId) => this.#channelsChanged(tx, channelId),
      deliveryQueued: (channelId, delivery) => this.#lanes.offer(channelId, delivery),
      deliveriesWaiting: (channelId) => this.#lanes.wake(channelId),
      outbound: () => this.#outbound ?? notYet(),
      setUp,
    };
    this.#housekeeping = new Housekeeping(this.context, () => this.#watch(), log);
    this.#retention = new Retention(this.context, retentionDays, log);
  }

  /** From here on deliveries go out. */
  begin(outbound: Outbound): void {
    this.#outbound = outbound;
    this.#dataVersion = this.#readDataVersion();
    this.#resetLanes();
    this.#housekeeping.start();
    this.#retention.start();
    void this.#finishDeletions();
  }

  /**
   * Starts nothing new, lets what is in flight end for at most `timeoutMs`; the rest stays queued. Verbs are run
   * until no more come.
   */
  async stop(timeoutMs: number, requestsEnded: Promise<void>): Promise<void> {
    this.#writer.stop();
    this.#housekeeping.stop();
    this.#retention.stop();
    await Promise.all([this.#lanes.drain(timeoutMs), requestsEnded]);
    await this.#outbound?.sender.close();
  }

  /** Null where it broke inside Tocsin: one delivery must not take the others down with it. */
  async #send(destination: Destination, delivery: DueDelivery): Promise<Attempt | null> {
    try {
      return await deliver(this.context.outbound().sender, destination, delivery, Date.now());
    } catch (error) {
      this.#log.error({ err: error, delivery: delivery.id }, "a delivery could not be sent");
      await pause(AGAIN_MS);
      return null;
    }
  }

  /** What was sent is kept in memory until it can be written: sent again, it would only come twice. */
  async #record(ended: Ended): Promise<LineMove> {
    const line = await this.#writer.write("an attempt", (tx) => this.#recordIn(tx, ended));
    return line ?? { dueNow: false, putOff: false };
  }

  #recordIn(tx: Tx, { destination, delivery, attempt, failingSince }: Ended): LineMove {
    const { channelChanged, line } = record(tx, { destination, delivery, attempt });
    if (failingSince !== undefined) markFailing(tx.db, destination.channelId, failingSince);
    if (channelChanged) this.#channelsChanged(tx, destination.channelId);
    return line;
  }

  #watch(): void {
    this.#noticeOtherWriters();
    const now = readClocks();
    const back = setBackBy(this.#clocks, now);
    this.#clocks = now;
    if (back > 0) void this.#followClock(back);
  }

  /** What waits keeps its wait: by the clock as it is now, all would be due so much later. */
  async #followClock(backMs: number): Promise<void> {
    this.#log.warn({ seconds: Math.round(backMs / 1_000) }, "the system's clock was set back");
    await this.#writer.write("the clock's change", (tx) => {
      bringForward(tx.db, { by: backMs, now: tx.now });
      this.#channelsChanged(tx);
    });
  }

  /** A kill may have come between the deletion of a channel and the last of what waited for it. */
  async #finishDeletions(): Promise<void> {
    try {
      for (const channelId of deletedChannelsWithWaiting(this.#connection.db))
        await cancelWaiting(this.context, channelId, "channel_deleted");
    } catch (error) {
      this.#log.error({ err: error }, "what waits for deleted channels could not be cancelled");
    }
  }

  #channelsChanged(tx: Tx, channelId?: string): void {
    this.#forgetRouting();
    tx.afterCommit(() => (channelId === undefined ? this.#resetLanes() : this.#resetLane(channelId)));
  }

  #resetLanes(): void {
    for (const channelId of liveChannelIds(this.#connection.db)) this.#resetLane(channelId);
  }

  #resetLane(channelId: string): void {
    const destination = this.#outbound === null ? null : this.#readDestination(channelId);
    if (destination === null) this.#outbound?.sender.forget(channelId);
    const failingSince = channelRow(this.#connection.db, channelId)?.failingSince ?? null;
    this.#lanes.set(channelId, destination, failingSince);
  }

  /** A channel whose secrets can't be opened is held, and must not take the others down with it. */
  #readDestination(channelId: string): Destination | null {
    try {
      return readDestination(this.#connection.db, this.context.open, channelId);
    } catch (error) {
      this.#log.error({ err: error, channel: channelId }, "a channel is held: its secrets can't be opened");
      return null;
    }
  }

  #forgetRouting(): void {
    this.#routing = null;
  }

  /** Another process, such as the command line, wrote: what is cached is read anew. */
  #noticeOtherWriters(): void {
    const version = this.#readDataVersion();
    if (version === this.#dataVersion) return;
    this.#dataVersion = version;
    // A key rotation writes too: from its last transaction on, nothing may be sealed by the key that goes.
    this.#ring.reread();
    this.#forgetRouting();
    setImmediate(() => this.#resetLanes());
  }

  #readDataVersion(): number {
    return Number(this.#connection.sqlite.pragma("data_version", { simple: true }));
  }
}

function notYet(): never {
  throw new AppError("unavailable", "Tocsin is starting: try again in a moment.");
}
