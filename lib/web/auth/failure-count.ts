const WINDOW_MS = 15 * 60_000;
/** How often what is over is thrown away, ms. */
const SWEEP_MS = 60_000;

/** Failures by key over the last 15 minutes, in memory; a restart forgets them. The time is passed in, ms. */
export class FailureCount {
  readonly #most: number;
  readonly #times = new Map<string, number[]>();
  #sweptAt = 0;

  /** `most`: how many failures of one key may happen in 15 minutes. */
  constructor(most: number) {
    this.#most = most;
  }

  /** How long the key has to wait, ms; 0 where it may try. */
  waitMs(key: string, now: number): number {
    const times = this.#recent(key, now);
    const oldest = times.at(-this.#most);
    return oldest === undefined ? 0 : oldest + WINDOW_MS - now;
  }

  add(key: string, now: number): void {
    this.#sweep(now);
    this.#times.set(key, [...this.#recent(key, now), now]);
  }

  /** Takes one back that was added at that time. */
  takeBack(key: string, at: number): void {
    const times = this.#times.get(key) ?? [];
    const index = times.lastIndexOf(at);
    if (index >= 0) times.splice(index, 1);
    if (times.length === 0) this.#times.delete(key);
  }

  #recent(key: string, now: number): number[] {
    return (this.#times.get(key) ?? []).filter((time) => time > now - WINDOW_MS);
  }

  #sweep(now: number): void {
    if (now - this.#sweptAt < SWEEP_MS) return;
    this.#sweptAt = now;
    for (const key of this.#times.keys()) if (this.#recent(key, now).length === 0) this.#times.delete(key);
  }
}
