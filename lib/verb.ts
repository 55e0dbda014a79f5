import type { Db } from "#db/client.ts";
import type { DueDelivery } from "#db/queries/delivery-queue.ts";
import type { TallyName } from "#db/queries/tallies.ts";
import type { Actor } from "./domain/actor.ts";
import type { RoutingTable } from "./domain/rule.ts";
import type { Secret } from "./domain/secret.ts";
import type { SealedPlace } from "./seal.ts";
import type { TrustPolicy } from "./webhook/certificate.ts";
import type { Look } from "./webhook/look.ts";
import type { Sender } from "./webhook/send.ts";

/** What a verb writes with: the open transaction, and what to do once it is on disk. */
export type Tx = {
  db: Db;
  /** The moment of the transaction, ms since 1970. */
  now: number;
  /** Runs after the commit; never if the transaction is rolled back. */
  afterCommit(action: () => void): void;
  /** Counts one more, with this transaction. */
  tally(name: TallyName, key: string): void;
};

/** What a verb may use of the thread that it runs in. */
export type VerbContext = {
  db: Db;
  now(): number;
  /**
   * Runs `work` inside the next transaction and resolves once that is on disk. A throw undoes only
   * what this work wrote. `work` is synchronous: IO belongs before or after.
   */
  transact<T>(work: (tx: Tx) => T): Promise<T>;
  seal(secret: Secret, place: SealedPlace): Buffer;
  open(envelope: Buffer, place: SealedPlace): Secret;
  /** The rules, channels and settings by which events are routed, as of the open transaction. */
  routing(tx: Tx): RoutingTable;
  /** A channel changed, or without an id any of them: lanes and routing read it anew. */
  channelsChanged(tx: Tx, channelId?: string): void;
  /** Rules or settings changed: routing reads them anew. What goes out already goes as before. */
  routingChanged(): void;
  /** A delivery that is due now was queued for this channel. */
  deliveryQueued(channelId: string, delivery: DueDelivery): void;
  /** Deliveries were released for this channel. */
  deliveriesWaiting(channelId: string): void;
  /** The way out, for a verb's IO before or after its transaction. Throws AppError `unavailable` where there is none. */
  outbound(): Outbound;
  /** Resolves while what is written reaches the disk. Throws AppError `unavailable` with a sentence that holds no path. */
  proveStorage(): Promise<void>;
  /** The one-time token of the set-up link. */
  setUp: SetUpToken;
};

export type Outbound = {
  sender: Sender;
  /** Whether an address may be sent to, and what its certificate is; nothing of a request goes out. */
  lookAt(url: string, trust: TrustPolicy): Promise<Look>;
};

export type SetUpToken = {
  /** Whether `token` is the one of the printed link and still unused. */
  matches(token: string): boolean;
  useUp(): void;
};

/** The parts that every verb takes and returns: authorise, parse, transact, wake. */
export type Verb<Output> = (context: VerbContext, call: { actor: Actor; input: unknown }) => Promise<Output>;
