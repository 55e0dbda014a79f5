import { changedRows } from "#db/changed-rows.ts";
import type { Connection } from "#db/client.ts";
import { storeHealth } from "#db/queries/channel-health.ts";
import { channelRow, liveChannelIds } from "#db/queries/channels.ts";
import { bringForward, type DueDelivery } from "#db/queries/delivery-queue.ts";
import { setInstallationFact } from "#db/queries/installation.ts";
import { readRoutingTable } from "#db/queries/rules.ts";
import { HEALTHY, toStored } from "#lib/domain/channel-health.ts";
import { AppError } from "#lib/domain/errors.ts";
import type { RoutingTable } from "#lib/domain/rule.ts";
import type { Logger } from "#lib/log.ts";
import { type Attempt, deliver } from "#lib/pipeline/deliver.ts";
import { type Destination, readDestination } from "#lib/pipeline/destination.ts";
import { type LineMove, record } from "#lib/pipeline/record.ts";
import type { KeyRing } from "#lib/seal.ts";
import type { Outbound, SetUpToken, Tx, VerbContext } from "#lib/verb.ts";
import type { Claim } from "./claim.ts";
import { WatchedClock } from "./clock.ts";
import { finishDeletions } from "./finish-deletions.ts";
import { Housekeeping } from "./housekeeping.ts";
import { Inbox } from "./inbox.ts";
import { type Ended, Lanes } from "./lanes.ts";
import { LiveRing } from "./live-ring.ts";
import { OtherWriters } from "./other-writers.ts";
import { AGAIN_MS, pause } from "./pause.ts";
import { PersistentWriter } from "./persistent-writer.ts";
import { Retention } from "./retention.ts";
import { StorageHealth } from "./storage-health.ts";

type Parts = {
  connection: Connection;
  claim: Claim;
  readRing: () => KeyRing;
  setUp: SetUpToken;
  retentionDays: number;
  log: Logger;
};

/** The only writer: it runs the verbs, and sends what they queue. */
export class Engine {
  readonly context: VerbContext;
  readonly #connection: Connection;
  readonly #others: OtherWriters;
  readonly #storage: StorageHealth;
  readonly #log: Logger;
  readonly #ring: LiveRing;
  readonly #inbox: Inbox;
  readonly #writer: PersistentWriter;
  readonly #lanes: Lanes;
  readonly #housekeeping: Housekeeping;
  readonly #retention: Retention;
  readonly #clock = new WatchedClock();
  #outbound: Outbound | null = null;
  #routing: RoutingTable | null = null;
  /** The database is closed: what the last turn noticed comes too late. */
  #stopped = false;

  constructor({ connection, claim, readRing, setUp, retentionDays, log }: Parts) {
    this.#connection = connection;
    this.#log = log;
    this.#ring = new LiveRing(readRing, log);
    this.#others = new OtherWriters({
      connection,
      claim,
      onWrite: () => this.#readAnew(),
      onQuestion: () => void this.#writer.write("that this engine lives", claim.answer),
    });
    this.#storage = new StorageHealth({
      changes: () => changedRows(connection.db),
      write: () => this.#inbox.transact((tx) => setInstallationFact(tx.db, "health", String(tx.now))),
      log,
    });
    const onTurn = { before: () => this.#others.notice(), failed: () => this.#forgetRouting() };
    this.#inbox = new Inbox(connection, onTurn, this.#storage, log);
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
      routingChanged: () => this.#forgetRouting(),
      deliveryQueued: (channelId, delivery) => this.#lanes.offer(channelId, delivery),
      deliveriesWaiting: (channelId) => this.#lanes.wake(channelId),
      outbound: () => this.#outbound ?? notYet(),
      proveStorage: () => this.#storage.prove(),
      setUp,
    };
    this.#housekeeping = new Housekeeping(this.context, () => this.#watch(), log);
    this.#retention = new Retention(this.context, retentionDays, log);
  }

  /** From here on deliveries go out. */
  begin(outbound: Outbound): void {
    this.#outbound = outbound;
    this.#others.begin();
    this.#resetLanes();
    this.#housekeeping.start();
    this.#retention.start();
    void finishDeletions(this.context, this.#log);
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
    this.#stopped = true;
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

  #recordIn(tx: Tx, { destination, delivery, attempt, health }: Ended): LineMove {
    const { channelChanged, line } = record(tx, { destination, delivery, attempt });
    if (health !== undefined) storeHealth(tx.db, destination, health);
    if (channelChanged) this.#channelsChanged(tx, destination.channelId);
    return line;
  }

  #watch(): void {
    this.#others.notice();
    void this.#storage.watch();
    const back = this.#clock.setBack();
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

  #channelsChanged(tx: Tx, channelId?: string): void {
    this.#forgetRouting();
    tx.afterCommit(() => (channelId === undefined ? this.#resetLanes() : this.#resetLane(channelId)));
  }

  #resetLanes(): void {
    if (this.#stopped) return;
    for (const channelId of liveChannelIds(this.#connection.db)) this.#resetLane(channelId);
  }

  #resetLane(channelId: string): void {
    const destination = this.#outbound === null ? null : this.#readDestination(channelId);
    if (destination === null) this.#outbound?.sender.forget(channelId);
    const stored = channelRow(this.#connection.db, channelId) ?? toStored(HEALTHY);
    this.#lanes.set(channelId, destination, stored);
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

  #readAnew(): void {
    // A key rotation writes too: from its last transaction on, nothing may be sealed by the key that goes.
    this.#ring.reread();
    this.#forgetRouting();
    setImmediate(() => this.#resetLanes());
  }
}

function notYet(): never {
  throw new AppError("unavailable", "Tocsin is starting: try again in a moment.");
}
