import { countIfWrong, FailureCount, longestWaitMs, tooMany } from "./failure-count.ts";

/** Limits wrong codes of second factors: 5 per account in 15 minutes, from wherever they come. */
export class CodeLimit {
  readonly #perAccount = new FailureCount(5);
  readonly #now: () => number;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** Runs a try of a code. Throws AppError `rate_limited`, or what the try throws. */
  async run<T>(account: string, tryCode: () => Promise<T>): Promise<T> {
    const now = this.#now();
    const counted = [{ count: this.#perAccount, key: account }];
    const waitMs = longestWaitMs(counted, now);
    if (waitMs > 0) throw tooMany("Too many wrong codes", waitMs);
    return countIfWrong(counted, now, tryCode);
  }
}
