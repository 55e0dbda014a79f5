import { storageSentence } from "#db/storage-fault.ts";
import { AppError, isAppError } from "#lib/domain/errors.ts";

/**
 * How long a commit proves that the disk takes writes, and how long a failed trial write proves that it
 * doesn't, ms.
 */
const VOUCHES_MS = 10_000;
/** How long after a proving commit turns are not checked again, ms. */
const FRESH_MS = 1_000;
const TELL_MS = 60_000;

type Parts = {
  /** Rows that the writing connection has changed so far, including rows that were rolled back. */
  changes: () => number;
  /** Writes a row of Tocsin's own; resolves once it is on disk. */
  write: () => Promise<void>;
  log: { error(fields: object, message: string): void; info(message: string): void };
  /** The monotonic clock, ms. */
  now?: () => number;
};

const LOCKED = "Another process holds the database: nothing can be stored.";

/** Knows whether the disk takes writes, for the health check, and logs it while it does not. */
export class StorageHealth {
  readonly #parts: Parts;
  readonly #now: () => number;
  /** The count of changed rows before the current turn; null if this turn needs no check. */
  #changedBefore: number | null = null;
  #committedAt = Number.NEGATIVE_INFINITY;
  #trial: { at: number; result: Promise<void> } | null = null;
  /** Why the last write failed; null after a write that succeeded. */
  #trouble: unknown = null;
  #refused = 0;
  #toldAt = Number.NEGATIVE_INFINITY;
  #endIsToTell = false;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#now = parts.now ?? (() => performance.now());
  }

  /** A turn begins. Skips the check if one of the last second's turns proved that the disk works. */
  begun(): void {
    const vouched = this.#trouble === null && this.#now() - this.#committedAt < FRESH_MS;
    this.#changedBefore = vouched ? null : this.#parts.changes();
  }

  /** The turn was committed. It proves that the disk works only if it changed a row. */
  committed(): void {
    if (this.#changedBefore === null || this.#parts.changes() === this.#changedBefore) return;
    this.#committedAt = this.#now();
    this.#trouble = null;
    if (this.#endIsToTell) this.#parts.log.info("the database can be written again");
    this.#endIsToTell = false;
  }

  /** A turn could not be written, and `refused` pieces of work were refused. */
  failed(error: unknown, refused: number): void {
    this.#trouble = error;
    this.#refused += refused;
    this.#tell();
  }

  /**
   * How long ago a commit last proved that the disk works, ms; null before the first. Of commits within a second
   * of each other only the first proves it.
   */
  committedAgoMs(): number | null {
    return Number.isFinite(this.#committedAt) ? this.#now() - this.#committedAt : null;
  }

  /**
   * Resolves if something was written in the last 10 s or a trial row can be written now, which is tried at
   * most every 10 s. Throws AppError `unavailable` with one sentence that names no path.
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

  /**
   * Runs once a second. While writing fails, goes on logging it and tries to write, so that it notices when
   * writing works again.
   */
  async watch(): Promise<void> {
    if (this.#trouble === null) return;
    this.#tell();
    // The turn that failed has logged it.
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
