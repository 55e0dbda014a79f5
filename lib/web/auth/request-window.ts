/** Requests are counted in slots of 100 ms: so a limit of a million a minute takes no more memory than one of 1. */
const SLOT_MS = 100;
const SLOTS = 60_000 / SLOT_MS;

/** What became of a request: whether it was taken, how many more may come now, and when one more may, in ms. */
export type WindowAnswer = { ok: boolean; remaining: number; resetMs: number };

/**
 * Counts the requests of the last 60 s, to within 100 ms, in memory: a restart forgets them. Times are passed
 * in, in ms of a clock that never goes back.
 */
export class RequestWindow {
  readonly #most: number;
  readonly #counts = new Uint32Array(SLOTS);
  /** The requests in all slots. */
  #sum = 0;
  /** The numbers of the oldest and the newest slot. Those between them are at their number modulo SLOTS. */
  #oldest = 0;
  #newest = 0;

  /** `most` is how many requests 60 s may hold. */
  constructor(most: number) {
    this.#most = most;
  }

  /**
   * Counts a request at `now` if there is room for it. A refused request doesn't count: a client that goes on
   * trying is let in again as soon as one that kept to the limit.
   * E.g. most 2, taken at 0 and 30,000 → at 45,000 refused, resetMs 15,000.
   */
  take(now: number): WindowAnswer {
    this.#moveTo(Math.floor(now / SLOT_MS));
    const ok = this.#sum < this.#most;
    if (ok) {
      this.#counts[this.#newest % SLOTS] = (this.#counts[this.#newest % SLOTS] ?? 0) + 1;
      this.#sum++;
    }
    const resetMs = (this.#oldest + SLOTS) * SLOT_MS - now;
    return { ok, remaining: this.#most - this.#sum, resetMs };
  }

  /** Whether it holds no request of the last 60 s before `now`. */
  isEmpty(now: number): boolean {
    this.#moveTo(Math.floor(now / SLOT_MS));
    return this.#sum === 0;
  }

  /** Drops the slots that are over, and then the empty ones up to the oldest request. */
  #moveTo(slot: number): void {
    this.#newest = slot;
    while (this.#oldest < slot && (this.#oldest <= slot - SLOTS || this.#isUnused(this.#oldest))) {
      if (this.#sum === 0) this.#oldest = slot;
      else this.#drop(this.#oldest++);
    }
  }

  #isUnused(slot: number): boolean {
    return this.#counts[slot % SLOTS] === 0;
  }

  #drop(slot: number): void {
    this.#sum -= this.#counts[slot % SLOTS] ?? 0;
    this.#counts[slot % SLOTS] = 0;
  }
}
