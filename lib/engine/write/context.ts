import type { Db } from "#db/client.ts";
import type { AuditEntry } from "#db/queries/audit.ts";
import type { DueDelivery } from "#db/queries/delivery-queue.ts";
import type { Lines } from "#db/queries/lines.ts";
import type { Happened } from "#db/queries/rollups.ts";
import type { TallyName } from "#db/queries/tallies.ts";
import type { Backup, StoredBackup } from "#lib/domain/backup.ts";
import type { Actor } from "#lib/domain/people/actor.ts";
import type { RoutingTable } from "#lib/domain/routing/routing-table.ts";
import type { Secret } from "#lib/domain/secret.ts";
import type { SystemFacts } from "#lib/domain/system/facts.ts";
import type { SealedPlace } from "#lib/seal.ts";
import type { TrustPolicy } from "#lib/webhook/certificate.ts";
import type { Look } from "#lib/webhook/look.ts";
import type { Sender } from "#lib/webhook/send.ts";
import type { Downloads } from "./downloads.ts";
import type { Meters } from "./meters.ts";
import type { NewIds } from "./new-ids.ts";

/** What a verb writes with: the open transaction. */
export type Tx = {
  db: Db;
  /** The time of the transaction, ms since 1970. */
  now: number;
  /** Numbers the events and deliveries that are made. */
  ids: NewIds;
  lines: Lines;
  /** Runs `action` after the commit; never if the transaction is rolled back. */
  afterCommit(action: () => void): void;
  /** Logs a change once it is committed. `recordAudit` calls it. */
  logChange?(actor: Actor, entry: AuditEntry): void;
  /** Adds one to a counter, as part of the transaction. */
  tally(name: TallyName, key: string): void;
  /** Counts what became of deliveries for the overview, as part of the transaction. */
  rollUp(happened: Happened): void;
};

/** What a verb may use of the engine. */
export type VerbContext = {
  db: Db;
  now(): number;
  /**
   * Runs `work` inside the next transaction and resolves once that is on disk. If `work` throws, only its own
   * writes are undone. `work` is synchronous, so do IO before or after.
   */
  transact<T>(work: (tx: Tx) => T): Promise<T>;
  seal(secret: Secret, place: SealedPlace): Buffer;
  open(envelope: Buffer, place: SealedPlace): Secret;
  /** The rules, channels and settings that route events, as the open transaction sees them. */
  routing(tx: Tx): RoutingTable;
  /** Call this after changing rules or settings: routing reads them again. Lanes are not affected. */
  routingChanged(tx: Tx): void;
  /** Call this after making, changing or deleting a channel: routing and the channel's lane read it again. */
  channelChanged(tx: Tx, channelId: string): void;
  /** Call this after queueing a delivery that is due now. */
  deliveryQueued(channelId: string, delivery: DueDelivery): void;
  /** Call this after a person made a delivery due: it goes first, and passes the channel's hold and probe. */
  deliveryHurried(channelId: string, delivery: DueDelivery): void;
  /** Call this after ending a delivery (`seq`) that waits: cancelled, or expired. */
  deliveryWithdrawn(channelId: string, seq: number): void;
  /** Whether a delivery (`seq`) is being sent, or its attempt waits to be recorded. */
  isInFlight(channelId: string, seq: number): boolean;
  /** Call this after releasing deliveries of this channel. */
  deliveriesWaiting(channelId: string): void;
  /**
   * Sends requests for a verb, before or after its transaction. Throws AppError `unavailable` before the
   * engine sends.
   */
  outbound(): Outbound;
  /**
   * Resolves if the disk takes what is written. Throws AppError `unavailable` with a sentence that names no
   * path.
   */
  proveStorage(): Promise<void>;
  /**
   * Makes a backup in BACKUP_DIR, or waits for the one that is being made; null if a stop dropped it. Throws with
   * a sentence for the operator.
   */
  makeBackup(): Promise<Backup | null>;
  /** The backup in BACKUP_DIR by its name, with its path; null if this installation has none of that name. */
  findBackup(name: string): Promise<(StoredBackup & { file: string }) | null>;
  /** The downloads of backups that users may begin. */
  downloads: Downloads;
  /** What the process was started with, and what its folders hold now. */
  describeSystem(): Promise<SystemFacts>;
  /** Counts what has happened, for `GET /metrics`. */
  meters: Meters;
  /** The one-time token of the set-up link. */
  setUp: SetUpToken;
};

export type Outbound = {
  sender: Sender;
  /** Checks whether an address may be sent to and reads its certificate, without sending a request. */
  lookAt(url: string, trust: TrustPolicy): Promise<Look>;
  /** The public address of this installation, for the links in bodies; null if it has none. */
  baseUrl: string | null;
};

export type SetUpToken = {
  /** Whether `token` is the printed link's token and still unused. */
  matches(token: string): boolean;
  useUp(): void;
};

/** Every verb takes the same parts and does the same steps: authorise, parse, transact, wake. */
export type Verb<Output> = (context: VerbContext, call: { actor: Actor; input: unknown }) => Promise<Output>;
