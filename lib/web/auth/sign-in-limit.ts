import { limitKey } from "#lib/domain/trusted-proxies.ts";
import { type Counted, countIfWrong, FailureCount, longestWaitMs, tooMany } from "./failure-count.ts";

/** Who tries to sign in. */
export type SignInTry = {
  address: string;
  /** The named account, whether it exists or not. After a change of password it counts as another account. */
  account: string;
  /** The id of the device cookie, if the browser has a valid one for this account. */
  device: string | null;
};

/**
 * Limits failed sign-ins per 15 minutes. A browser that has signed in to the account before counts only for
 * itself, so that nobody else can lock its user out.
 */
export class SignInLimit {
  readonly #perDevice = new FailureCount(20);
  readonly #perAccountAndAddress = new FailureCount(10);
  readonly #perAccount = new FailureCount(50);
  readonly #perAddress = new FailureCount(100);
  readonly #now: () => number;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /**
   * Runs a sign-in unless too many failed lately. Each sign-in counts as failed from its start, so that
   * parallel ones can't get around the limit; it is taken back if the password was not the fault. Throws
   * AppError `rate_limited`, or what the sign-in throws.
   */
  async run<T>(who: SignInTry, signIn: () => Promise<T>): Promise<T> {
    const now = this.#now();
    const counted = this.#countedFor(who);
    const waitMs = longestWaitMs(counted, now);
    if (waitMs > 0) throw tooMany("Too many sign-ins failed", waitMs);
    return countIfWrong(counted, now, signIn);
  }

  #countedFor({ address, account, device }: SignInTry): Counted[] {
    if (device !== null) return [{ count: this.#perDevice, key: device }];
    const from = limitKey(address);
    return [
      { count: this.#perAccountAndAddress, key: `${from} ${account}` },
      { count: this.#perAccount, key: account },
      { count: this.#perAddress, key: from },
    ];
  }
}
