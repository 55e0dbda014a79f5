import type { Space } from "#lib/domain/own/storage.ts";
import type { VerbContext } from "#lib/engine/write/context.ts";
import type { PersistentWriter } from "#lib/engine/write/persistent-writer.ts";
import type { StorageHealth } from "#lib/engine/write/storage-health.ts";
import { RepeatedFault } from "#lib/repeated-fault.ts";

/** After a step, rest for 9 times its duration, so that a long backlog delays nobody. */
export const REST = 9;

/** What chores may use. */
export type ChoreContext = Pick<
  VerbContext,
  | "db"
  | "now"
  | "transact"
  | "routing"
  | "routingChanged"
  | "channelChanged"
  | "deliveryQueued"
  | "deliveriesWaiting"
  | "deliveryWithdrawn"
  | "isInFlight"
  | "makeBackup"
> & {
  /** The time between two backups, ms; null for none. */
  backupEveryMs: number | null;
  retentionDays: number;
  auditRetentionDays: number;
  /** For what must be written however long the disk refuses it. */
  writer: Pick<PersistentWriter, "write">;
  storage: Pick<StorageHealth, "watch">;
  /** The space of the data folder's disk. */
  freeSpace(): Space;
  /** The size of the database with its log. */
  databaseBytes(): number;
  /** Reads all channels again, with what is due of each. */
  resetLanes(): void;
  log: Record<"info" | "warn" | "error", (fields: object, message: string) => void>;
};

export type ChoreParts = {
  /** For the log: "removing old events". */
  name: string;
  /** How often the chore looks for work, in ms. */
  everyMs: number;
  /** Whether there is work; asked outside a transaction. Left out: at each look. */
  isDue?: () => boolean;
  /** Does a small part of the work; resolves with whether more is left. */
  step: () => Promise<boolean>;
  /** How long to rest before the next part, in ms, if the last look took `tookMs`; asked after each look. */
  restMs?: (tookMs: number) => number;
};

/** Work that the clock starts. It is done in small steps, with rests between them. */
export class Chore {
  readonly #parts: ChoreParts;
  readonly #fault: RepeatedFault;
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(parts: ChoreParts, log: Pick<ChoreContext["log"], "error">) {
    this.#parts = parts;
    this.#fault = new RepeatedFault(log);
  }

  /** Looks for the first time after `everyMs`. */
  start(): void {
    this.#next(this.#parts.everyMs);
  }

  /** A step that runs comes to its end; no other follows. */
  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  #next(inMs: number): void {
    if (!this.#stopped) this.#timer = setTimeout(() => void this.#look(), inMs);
  }

  async #look(): Promise<void> {
    const began = performance.now();
    const more = await this.#tryStep();
    const took = performance.now() - began;
    // The database may be closed by now.
    if (this.#stopped) return;
    const rest = this.#parts.restMs?.(took) ?? REST * took;
    this.#next(more ? rest : this.#parts.everyMs);
  }

  async #tryStep(): Promise<boolean> {
    const { name, isDue, step } = this.#parts;
    try {
      return (isDue?.() ?? true) && (await step());
    } catch (error) {
      this.#fault.happened(error, `${name} failed: it is tried again`);
      return false;
    }
  }
}
