import { storageSentence } from "#db/storage-fault.ts";
import { AppError, isAppError } from "#lib/domain/errors.ts";

/** A commit vouches for so long that the disk takes what is written, and a failed write of our own that it does not, ms. */
const VOUCHES_MS = 10_000;
/** So long it is not asked again whether a turn wrote something, ms. */
const FRESH_MS = 1_000;
const TELL_MS = 60_000;

type Parts = {
  /** Rows that the writing connection has changed so far, undone ones too. */
  changes: () => number;
  /** Writes a row of our own; resolves once it is on disk. */
  write: () => Promise<void>;
  log: { error(fields: object, message: string): void; info(message: string): void };
  /** The clock that only goes on, ms. */
  now?: () => number;
};

const LOCKED = "Another process holds the database: nothing can be stored.";

/** Whether what is written reaches the disk: for whoever asks, and told in the log while it does not. */
export class StorageHealth {
  readonly #parts: Parts;
  readonly #now: () => number;
  /** Rows changed before the turn that runs; null where it need not be known. */
  #changedBefore: number | null = null;
  #committedAt = Number.NEGATIVE_INFINITY;
  #trial: { at: number; result: Promise<void> } | null = null;
  /** Why the last write failed; null since one succeeded. */
  #trouble: unknown = null;
  #refused = 0;
  #toldAt = Number.NEGATIVE_INFINITY;
  #endIsToTell = false;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#now = parts.now ?? (() => performance.now());
  }

  /** A turn begins. Every turn of a busy second would ask the same. */
  begun(): void {
    const vouched = this.#trouble === null && this.#now() - this.#committedAt < FRESH_MS;
    this.#changedBefore = vouched ? null : this.#parts.changes();
  }

  /** The turn was committed: it vouches for the disk only if it wrote something. */
  committed(): void {
    if (this.#changedBefore === null || this.#parts.changes() === this.#changedBefore) return;
    this.#committedAt = this.#now();
    this.#trouble = null;
    if (this.#endIsToTell) this.#parts.log.info("the database can be written again");
    this.#endIsToTell = false;
  }

  /** A turn could not be written: so many pieces of work were refused. */
  failed(error: unknown, refused: number): void {
    this.#trouble = error;
    this.#refused += refused;
    this.#tell();
  }

  /**
   * Resolves where something was written in the last 10 s, or a row of our own can be. That is tried at most
   * every 10 s, however often it is asked. Throws AppError `unavailable` with one sentence without paths.
   */
  async prove(): Promise<void> {
    const now = this.#now();
    if (now - this.#committedAt < VOUCHES_MS) return;
    if (this.#trial === null || now - this.#trial.at >= VOUCHES_MS)
      this.#trial = { at: now, result: this.#parts.write() };
    try {
      await this.#trial.result;
    } catch (error) {
      throw new AppError("unavailable", this.#sentence(error));
    }
  }

  /** Once a second: in trouble it goes on to tell of it, and tries to write, so that its end is noticed too. */
  async watch(): Promise<void> {
    if (this.#trouble === null) return;
    this.#tell();
    // A failure is told by its turn.
    await this.prove().catch(() => {});
  }

  #tell(): void {
    const now = this.#now();
    if (now - this.#toldAt < TELL_MS) return;
    const line = { err: this.#trouble, refused: this.#refused };
    this.#parts.log.error(line, `storage: ${storageSentence(this.#trouble)}`);
    this.#toldAt = now;
    this.#refused = 0;
    this.#endIsToTell = true;
  }

  #sentence(error: unknown): string {
    if (this.#trouble !== null) return storageSentence(this.#trouble);
    return isAppError(error) ? LOCKED : storageSentence(error);
  }
}
