import type { Db } from "#db/client.ts";
import { type DueDelivery, dueDeliveries, nextDueAt } from "#db/queries/delivery-queue.ts";

/** How many due deliveries are read ahead; the database is the queue. */
const WINDOW = 128;
/** Whose turn it is: what a person sends now, then new deliveries and retries, then what a job sends again. */
const TURNS = ["hurried", "own", "ofJobs"] as const;
export type LaneTurn = (typeof TURNS)[number];
type ReadTurn = Exclude<LaneTurn, "hurried">;

/** One channel's deliveries that are due, as far as they are read ahead, and those that are taken. */
export class DueWindow {
  readonly #db: Db;
  readonly #channelId: string;
  /**
   * Deliveries (`seq`) in flight or not yet recorded: still due in the database, but not to be sent again.
   */
  readonly #taken = new Set<number>();
  readonly #due: Record<LaneTurn, DueDelivery[]> = { hurried: [], own: [], ofJobs: [] };
  /** Whether the database may have due deliveries of a turn that are neither taken nor read. */
  readonly #stale: Record<ReadTurn, boolean> = { own: true, ofJobs: true };
  #nextDueAt: number | null | "unknown" = "unknown";

  constructor(db: Db, channelId: string) {
    this.#db = db;
    this.#channelId = channelId;
  }

  /** The next delivery of this turn at `now` (ms), if there is one. Reads when nothing of the turn is left. */
  next(turn: LaneTurn, now: number): DueDelivery | undefined {
    if (turn !== "hurried" && this.#due[turn].length === 0 && this.#mayHoldMore(turn, now))
      this.#refill(turn, now);
    return this.#due[turn][0];
  }

  /** Takes the next delivery of this turn: it is not read again until `release`. */
  take(turn: LaneTurn): DueDelivery | undefined {
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
    if (this.#stale.own) return;
    if (this.#due.own.length < WINDOW) this.#due.own.push(delivery);
    else this.#stale.own = true;
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
    this.#stale.own = true;
    this.#stale.ofJobs = true;
    this.#nextDueAt = "unknown";
  }

  /** A delivery waits for a retry now. */
  putOff(): void {
    this.#nextDueAt = "unknown";
  }

  /** When something of these turns is due: at `now` (ms), later, or never (null). */
  dueAt(turns: readonly LaneTurn[], now: number): number | null {
    const isDue = turns.some(
      (turn) => this.#due[turn].length > 0 || (turn !== "hurried" && this.#stale[turn]),
    );
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
  #mayHoldMore(turn: ReadTurn, now: number): boolean {
    if (typeof this.#nextDueAt === "number" && this.#nextDueAt <= now) this.markStale();
    return this.#stale[turn];
  }

  #refill(turn: ReadTurn, now: number): void {
    // A job that has ended lets go of what it has queued: that may still be read ahead as the job's.
    const others = this.#due[turn === "own" ? "ofJobs" : "own"].map(({ seq }) => seq);
    const except = new Set([...this.#taken, ...others]);
    const limit = except.size + WINDOW;
    const where = { channelId: this.#channelId, now, limit, ofJobs: turn === "ofJobs" };
    const { deliveries, read } = dueDeliveries(this.#db, where, except);
    this.#due[turn] = deliveries;
    this.#stale[turn] = read === limit;
    this.#nextDueAt = "unknown";
  }
}
