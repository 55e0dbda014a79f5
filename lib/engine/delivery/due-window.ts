import type { Db } from "#db/client.ts";
import { type DueDelivery, dueDeliveries, nextDueAt } from "#db/queries/delivery-queue.ts";

/** How many due deliveries are read ahead; the database is the queue. */
const WINDOW = 128;
/** Whose turn it is: what a person sends now, then new deliveries and retries, then what a job sends again. */
const TURNS = ["hurried", "own", "ofJobs"] as const;
export type Turn = (typeof TURNS)[number];

/** One channel's deliveries that are due, as far as they are read ahead, and those that are taken. */
export class DueWindow {
  readonly #db: Db;
  readonly #channelId: string;
  /**
   * Deliveries (`seq`) in flight or not yet recorded: still due in the database, but not to be sent again.
   */
  readonly #taken = new Set<number>();
  readonly #due: Record<Turn, DueDelivery[]> = { hurried: [], own: [], ofJobs: [] };
  /** The database may have due deliveries that are neither taken nor read. */
  #stale = true;
  #nextDueAt: number | null | "unknown" = "unknown";

  constructor(db: Db, channelId: string) {
    this.#db = db;
    this.#channelId = channelId;
  }

  /** The next delivery of this turn at `now` (ms), if there is one. Reads when there is nothing of its own. */
  next(turn: Turn, now: number): DueDelivery | undefined {
    if (turn === "own" && this.#due.own.length === 0 && this.#mayHoldMore(now)) this.#refill(now);
    return this.#due[turn][0];
  }

  /** Takes the next delivery of this turn: it is not read again until `release`. */
  take(turn: Turn): DueDelivery | undefined {
    const delivery = this.#due[turn].shift();
    if (delivery !== undefined) this.#taken.add(delivery.seq);
    return delivery;
  }

  isTaken(seq: number): boolean {
    return this.#taken.has(seq);
  }

  release(seq: number): void {
    this.#taken.delete(seq);
  }

  /** Adds a delivery that was queued and is due now, if there is room. */
  offer(delivery: DueDelivery): void {
    if (this.#stale) return;
    if (this.#due.own.length < WINDOW) this.#due.own.push(delivery);
    else this.#stale = true;
  }

  /** Puts a delivery before all others, unless it is in flight. */
  hurry(delivery: DueDelivery): void {
    if (this.#taken.has(delivery.seq)) return;
    this.drop(delivery.seq);
    this.#taken.add(delivery.seq);
    this.#due.hurried.push(delivery);
  }

  /** Forgets a delivery that is not due any more. */
  drop(seq: number): void {
    if (this.#due.hurried.some((one) => one.seq === seq)) this.release(seq);
    for (const turn of TURNS) this.#due[turn] = this.#due[turn].filter((one) => one.seq !== seq);
  }

  /** Forgets what was read ahead. */
  clear(): void {
    for (const { seq } of this.#due.hurried) this.release(seq);
    for (const turn of TURNS) this.#due[turn] = [];
    this.markStale();
  }

  /** Deliveries may have become due, or been put off, without being offered. */
  markStale(): void {
    this.#stale = true;
    this.#nextDueAt = "unknown";
  }

  /** A delivery waits for a retry now. */
  putOff(): void {
    this.#nextDueAt = "unknown";
  }

  /** When something is due: at `now` (ms), later, or never (null). */
  dueAt(now: number): number | null {
    const isDue = this.#stale || TURNS.some((turn) => this.#due[turn].length > 0);
    return isDue ? now : this.#readNextDueAt(now);
  }

  /** Called after every request, so it asks the database only if the answer can have changed. */
  #readNextDueAt(now: number): number | null {
    if (this.#nextDueAt === "unknown")
      this.#nextDueAt = nextDueAt(this.#db, { channelId: this.#channelId, now });
    return this.#nextDueAt;
  }

  /**
   * True also if a delivery became due since the last read: its timer may be late, or may have been replaced.
   */
  #mayHoldMore(now: number): boolean {
    return this.#stale || (typeof this.#nextDueAt === "number" && this.#nextDueAt <= now);
  }

  #refill(now: number): void {
    const limit = this.#taken.size + WINDOW;
    const where = { channelId: this.#channelId, now, limit };
    const { deliveries, read } = dueDeliveries(this.#db, where, this.#taken);
    this.#due.own = deliveries.filter(({ jobSeq }) => jobSeq === null);
    this.#due.ofJobs = deliveries.filter(({ jobSeq }) => jobSeq !== null);
    this.#stale = read === limit;
    this.#nextDueAt = "unknown";
  }
}
