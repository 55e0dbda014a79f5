import { changedRows } from "#db/changed-rows.ts";
import type { Connection, Db } from "#db/client.ts";
import { liveChannelIds } from "#db/queries/channels.ts";
import { setInstallationFact } from "#db/queries/installation.ts";
import { Lines } from "#db/queries/lines.ts";
import { readRoutingTable } from "#db/queries/rules.ts";
import type { Claim } from "#lib/data-folder/claim.ts";
import { databaseSizes } from "#lib/database-size.ts";
import type { Readings } from "#lib/domain/metrics/readings.ts";
import type { RoutingTable } from "#lib/domain/routing/routing-table.ts";
import type { SystemFacts } from "#lib/domain/system/facts.ts";
import type { Outbound, SetUpToken, Tx, VerbContext } from "#lib/engine/write/context.ts";
import { freeSpaceAt } from "#lib/free-space.ts";
import type { Logger } from "#lib/log.ts";
import type { KeyRing } from "#lib/seal.ts";
import { ChangeFeed } from "./change-feed.ts";
import type { Chore } from "./clock/chore.ts";
import { makeChores } from "./clock/chores.ts";
import { Dispatcher } from "./delivery/dispatcher.ts";
import { finishDeletionsOrLog } from "./delivery/finish-deletions.ts";
import { LiveRing } from "./live-ring.ts";
import { OtherWriters } from "./other-writers.ts";
import { Downloads } from "./write/downloads.ts";
import { Inbox } from "./write/inbox.ts";
import { Meters } from "./write/meters.ts";
import type { NewIds } from "./write/new-ids.ts";
import { PersistentWriter } from "./write/persistent-writer.ts";
import { StorageHealth } from "./write/storage-health.ts";

type Parts = {
  connection: Connection;
  claim: Claim;
  ids: NewIds;
  readRing: () => KeyRing;
  setUp: SetUpToken;
  retentionDays: number;
  auditRetentionDays: number;
  /** See `VerbContext`. */
  makeBackup: VerbContext["makeBackup"];
  findBackup: VerbContext["findBackup"];
  describeSystem: () => Promise<Omit<SystemFacts, "committedAgoMs">>;
  /** The time between two backups, ms; null for none. */
  backupEveryMs: number | null;
  log: Logger;
};

type Given = Pick<Parts, "setUp" | "makeBackup" | "findBackup" | "describeSystem">;

/** The only writer. It puts together what verbs run with, what delivers, and what happens by the clock. */
export class Engine {
  readonly context: VerbContext;
  /** Tells what has been written. */
  readonly changes: ChangeFeed;
  readonly #others: OtherWriters;
  readonly #storage: StorageHealth;
  readonly #log: Logger;
  readonly #lines: Lines;
  readonly #meters = new Meters();
  readonly #ring: LiveRing;
  readonly #inbox: Inbox;
  readonly #writer: PersistentWriter;
  readonly #dispatcher: Dispatcher;
  readonly #chores: Chore[];
  #routing: RoutingTable | null = null;

  constructor({ connection, claim, ids, readRing, setUp, log, ...given }: Parts) {
    this.#log = log;
    this.#lines = new Lines(connection.db);
    this.#ring = new LiveRing(readRing, log);
    this.changes = new ChangeFeed(connection);
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
    this.#inbox = new Inbox({
      connection,
      own: { ids, lines: this.#lines },
      onTurn: { before: () => this.#others.notice(), undone: () => this.#forget() },
      storage: this.#storage,
      meters: this.#meters,
      log,
    });
    this.#writer = new PersistentWriter(this.#inbox, log);
    this.#dispatcher = new Dispatcher({
      db: connection.db,
      open: (envelope, place) => this.context.open(envelope, place),
      channelChanged: (tx, channelId) => this.context.channelChanged(tx, channelId),
      writer: this.#writer,
      meters: this.#meters,
      log,
    });
    this.context = this.#makeContext(connection.db, { setUp, ...given });
    this.#chores = makeChores({
      ...given,
      ...this.context,
      writer: this.#writer,
      storage: this.#storage,
      freeSpace: () => freeSpaceAt(connection.sqlite.name),
      databaseBytes: () => {
        const { database, log } = databaseSizes(connection.sqlite.name);
        return database + log;
      },
      resetLanes: () => this.#dispatcher.resetAll(),
      log,
    });
  }

  /** Deliveries are sent and chores run from now on. */
  begin(outbound: Outbound): void {
    this.#others.begin();
    this.#dispatcher.begin(outbound);
    for (const chore of this.#chores) chore.start();
    void finishDeletionsOrLog(this.context, this.#log);
  }

  /** What has been counted since the start, for the channels that are not deleted. */
  readings(): Omit<Readings, "thread"> {
    return this.#meters.read(liveChannelIds(this.context.db));
  }

  /**
   * Starts nothing new and gives requests in flight at most `timeoutMs` to end; the rest stays queued. Verbs
   * run until `requestsEnded`.
   */
  async stop(timeoutMs: number, requestsEnded: Promise<void>): Promise<void> {
    this.#writer.stop();
    this.#others.stop();
    this.changes.end();
    for (const chore of this.#chores) chore.stop();
    await Promise.all([this.#dispatcher.drain(timeoutMs), requestsEnded]);
    await this.#dispatcher.close();
  }

  #makeContext(db: Db, { setUp, makeBackup, findBackup, describeSystem }: Given): VerbContext {
    return {
      setUp,
      makeBackup,
      findBackup,
      downloads: new Downloads(),
      describeSystem: async () => ({
        ...(await describeSystem()),
        committedAgoMs: this.#storage.committedAgoMs(),
      }),
      db,
      now: Date.now,
      transact: (work) => this.#inbox.transact(work),
      seal: (secret, place) => this.#ring.seal(secret, place),
      open: (envelope, place) => this.#ring.open(envelope, place),
      routing: (tx) => {
        this.#routing ??= readRoutingTable(tx.db, tx.now);
        return this.#routing;
      },
      routingChanged: () => this.#forgetRouting(),
      channelChanged: (tx, channelId) => this.#channelChanged(tx, channelId),
      deliveryQueued: (channelId, delivery) => this.#dispatcher.offer(channelId, delivery),
      deliveryHurried: (channelId, delivery) => this.#dispatcher.hurry(channelId, delivery),
      deliveryWithdrawn: (channelId, seq) => this.#dispatcher.drop(channelId, seq),
      isInFlight: (channelId, seq) => this.#dispatcher.isInFlight(channelId, seq),
      deliveriesWaiting: (channelId) => this.#dispatcher.wake(channelId),
      outbound: () => this.#dispatcher.outbound(),
      proveStorage: () => this.#storage.prove(),
      meters: this.#meters,
    };
  }

  #channelChanged(tx: Tx, channelId: string): void {
    this.#forgetRouting();
    tx.afterCommit(() => this.#dispatcher.reset(channelId));
  }

  #forgetRouting(): void {
    this.#routing = null;
  }

  /** What was read or written may have changed: it is read again. */
  #forget(): void {
    this.#forgetRouting();
    this.#lines.forget();
  }

  /** Another process wrote: the keys, the routing and the channels may have changed. */
  #readAnew(): void {
    // The writer may be a key rotation: after its last transaction, nothing may be sealed with the old key.
    this.#ring.reread();
    this.#forget();
    this.changes.anything();
    setImmediate(() => this.#dispatcher.resetAll());
  }
}
