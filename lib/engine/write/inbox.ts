import type { Connection } from "#db/client.ts";
import { isBusy, isStorageTrouble } from "#db/client.ts";
import { AppError } from "#lib/domain/errors.ts";
import type { Logger } from "#lib/log.ts";
import { RepeatedFault } from "#lib/repeated-fault.ts";
import type { Tx } from "./context.ts";
import type { Meters } from "./meters.ts";
import { OpenTurn } from "./open-turn.ts";
import type { StorageHealth } from "./storage-health.ts";

type Parts = {
  connection: Connection;
  /** What each transaction has from the engine. */
  own: Pick<Tx, "ids" | "lines">;
  /** `before` is called in each turn first, `undone` after each rollback of a turn or of a part of it. */
  onTurn: { before: () => void; undone: () => void };
  /** Is told whether the disk took each turn. */
  storage: Pick<StorageHealth, "begun" | "committed" | "failed">;
  meters: Pick<Meters, "committed">;
  log: Logger;
};
type Item = {
  /** When the work came in, on the monotonic clock, ms. */
  since: number;
  work: (tx: Tx) => unknown;
  settle: (value: unknown) => void;
  fail: (error: unknown) => void;
};
type Committed = { done: Done[] } & Pick<OpenTurn, "after" | "happened">;
type Done = { item: Item; value: unknown } | { item: Item; error: unknown };

/** How long a turn that met another process's write lock waits before it tries again, ms. */
const BUSY_RETRY_MS = 20;
/** After how long a piece of work is refused because another process holds the write lock, ms. */
const BUSY_GIVE_UP_MS = 15_000;
const LOCKED = "Another process holds the database: nothing was stored. Try again in a moment.";
const UNWRITABLE = "The disk is full or can't be written: nothing was stored. Try again later.";
/**
 * After a turn, rest for REST × its duration (at most LONGEST_REST_MS) so that more work shares the next
 * fsync. The limit is for a turn that a slow disk held up: that is no reason to wait longer.
 */
const REST = 0.5;
const LONGEST_REST_MS = 10;
/** How long work that nobody waits for may wait to join a turn, ms. */
const PATIENCE_MS = 5;

/**
 * Group commit: each turn runs all work that has come in as one transaction with one fsync, and answers it
 * after the commit. If a piece of work throws, only its own writes are undone.
 */
export class Inbox {
  readonly #parts: Parts;
  readonly #fault: RepeatedFault;
  #waiting: Item[] = [];
  #restsUntil = Number.NEGATIVE_INFINITY;
  #next: "none" | "patient" | "soon" = "none";

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#fault = new RepeatedFault(parts.log);
  }

  /** Runs `work` in the next turn and resolves once it is on disk. After a rollback `work` runs again. */
  transact<T>(work: (tx: Tx) => T): Promise<T> {
    if (this.#next !== "soon") this.#soon();
    return this.#enter(work);
  }

  /**
   * Like `transact`, for work that nobody waits for: it joins the next turn, or starts one after PATIENCE_MS.
   */
  transactLater<T>(work: (tx: Tx) => T): Promise<T> {
    if (this.#next === "none") this.#later();
    return this.#enter(work);
  }

  #enter<T>(work: (tx: Tx) => T): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const settle = (value: unknown) => resolve(value as T);
      this.#waiting.push({ since: performance.now(), work, settle, fail: reject });
    });
  }

  /** Starts the turn now if the rest after the last turn is over, else when it ends. */
  #soon(): void {
    this.#next = "soon";
    const rest = this.#restsUntil - performance.now();
    if (rest <= 0) setImmediate(() => this.#turn());
    else setTimeout(() => this.#turn(), rest);
  }

  #later(): void {
    this.#next = "patient";
    setTimeout(() => {
      if (this.#next === "patient") this.#turn();
    }, PATIENCE_MS);
  }

  #turn(): void {
    this.#next = "none";
    const items = this.#waiting;
    this.#waiting = [];
    const beganAt = performance.now();
    const committed = this.#tryCommit(items);
    const endedAt = performance.now();
    this.#restsUntil = endedAt + Math.min(REST * (endedAt - beganAt), LONGEST_REST_MS);
    if (committed === null) return;
    this.#parts.meters.committed(endedAt - beganAt, items.length, committed.happened);
    for (const one of committed.done) "error" in one ? one.item.fail(one.error) : one.item.settle(one.value);
    for (const action of committed.after) action();
  }

  #tryCommit(items: Item[]): Committed | null {
    try {
      return this.#commit(items);
    } catch (error) {
      this.#parts.onTurn.undone();
      if (isBusy(error)) this.#again(items);
      else this.#refuse(items, error);
      return null;
    }
  }

  /**
   * Runs all work without savepoints first: they copy every page that is about to change, and work hardly
   * ever throws. Only if a piece throws, roll back and run each piece again in its own savepoint.
   */
  #commit(items: Item[]): Committed {
    try {
      return this.#commitBy(items, (item, { tx }) => ({ item, value: item.work(tx) }));
    } catch (error) {
      if (isBusy(error) || isStorageTrouble(error)) throw error;
      this.#parts.onTurn.undone();
      const [only, ...others] = items;
      if (only !== undefined && others.length === 0)
        return { done: [{ item: only, error }], after: [], happened: [] };
      return this.#commitBy(items, (item, turn) => this.#runInSavepoint(item, turn));
    }
  }

  #commitBy(items: Item[], run: (item: Item, turn: OpenTurn) => Done): Committed {
    const { sqlite, db } = this.#parts.connection;
    const turn = new OpenTurn(db, this.#parts.own, this.#parts.log);
    sqlite.exec("BEGIN IMMEDIATE");
    try {
      this.#parts.storage.begun();
      this.#parts.onTurn.before();
      const done = items.map((item) => run(item, turn));
      turn.storeCounters();
      sqlite.exec("COMMIT");
      this.#parts.storage.committed();
      return { done, after: turn.after, happened: turn.happened };
    } catch (error) {
      if (sqlite.inTransaction) sqlite.exec("ROLLBACK");
      throw error;
    }
  }

  #runInSavepoint(item: Item, turn: OpenTurn): Done {
    const { sqlite } = this.#parts.connection;
    const forget = turn.mark();
    sqlite.exec("SAVEPOINT work");
    try {
      const value = item.work(turn.tx);
      sqlite.exec("RELEASE work");
      return { item, value };
    } catch (error) {
      if (isStorageTrouble(error) || !sqlite.inTransaction) throw error;
      sqlite.exec("ROLLBACK TO work; RELEASE work");
      this.#parts.onTurn.undone();
      forget();
      return { item, error };
    }
  }

  /**
   * Another process holds the write lock, so nothing was stored: put the same items first in a later turn,
   * and refuse those that have waited too long.
   */
  #again(items: Item[]): void {
    const since = performance.now() - BUSY_GIVE_UP_MS;
    for (const item of items) if (item.since < since) item.fail(new AppError("unavailable", LOCKED));
    this.#waiting = [...items.filter((item) => item.since >= since), ...this.#waiting];
    this.#next = "soon";
    setTimeout(() => this.#turn(), BUSY_RETRY_MS);
  }

  #refuse(items: Item[], error: unknown): void {
    const unwritable = isStorageTrouble(error);
    if (unwritable) this.#parts.storage.failed(error, items.length);
    else this.#fault.happened(error, "a turn was rolled back", { items: items.length });
    const answer = unwritable ? new AppError("unavailable", UNWRITABLE) : error;
    for (const item of items) item.fail(answer);
  }
}
