import { AppError, isAppError } from "#lib/domain/errors.ts";

const WINDOW_MS = 15 * 60_000;
/** How often expired failures are deleted, ms. */
const SWEEP_MS = 60_000;

/**
 * Counts failures by key over the last 15 minutes, in memory only: a restart forgets them. Times are passed
 * in, ms.
 */
export class FailureCount {
  readonly #most: number;
  readonly #times = new Map<string, number[]>();
  #sweptAt = 0;

  /** `most` is how many failures a key may have in 15 minutes. */
  constructor(most: number) {
    this.#most = most;
  }

  /**
   * How long the key has to wait, ms; 0 if it may try now.
   * E.g. most 2, failures at 0 and 60,000 → at 61,000 it waits 839,000 ms.
   */
  waitMs(key: string, now: number): number {
    const times = this.#recent(key, now);
    const oldest = times.at(-this.#most);
    return oldest === undefined ? 0 : oldest + WINDOW_MS - now;
  }

  add(key: string, now: number): void {
    this.#sweep(now);
    this.#times.set(key, [...this.#recent(key, now), now]);
  }

  /** Takes back a failure that was added at the time `at`. */
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

/** A key of one count. */
export type Counted = { count: FailureCount; key: string };

/** How long the longest of these has to wait, ms; 0 if all may try now. */
export const longestWaitMs = (counted: readonly Counted[], now: number): number =>
  Math.max(...counted.map(({ count, key }) => count.waitMs(key, now)));

/**
 * Runs a try. It counts as failed from its start at `now` (ms), so that parallel ones can't get around a limit;
 * it is taken back if what was typed was not the fault. Throws what the try throws.
 */
export async function countIfWrong<T>(
  counted: readonly Counted[],
  now: number,
  run: () => Promise<T>,
): Promise<T> {
  for (const { count, key } of counted) count.add(key, now);
  const takeBack = () => {
    for (const { count, key } of counted) count.takeBack(key, now);
  };
  try {
    const result = await run();
    takeBack();
    return result;
  } catch (error) {
    if (!(isAppError(error) && error.code === "unauthenticated")) takeBack();
    throw error;
  }
}

/** Says in how many minutes the next try is allowed: "wait 5 minutes, then try again". */
export function tooMany(what: string, waitMs: number): AppError {
  const minutes = Math.ceil(waitMs / 60_000);
  const wait = minutes === 1 ? "a minute" : `${minutes} minutes`;
  const message = `${what}: wait ${wait}, then try again.`;
  return new AppError("rate_limited", message, [], Math.ceil(waitMs / 1_000));
}
