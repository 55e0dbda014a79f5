import { AppError, isAppError } from "#lib/domain/errors.ts";
import { limitKey } from "#lib/domain/trusted-proxies.ts";
import { FailureCount } from "./failure-count.ts";

/** Who tries to sign in. */
export type SignInTry = {
  address: string;
  /** The account that was named, whether it exists or not; another once its password has changed. */
  account: string;
  /** The id of the device cookie, where the browser has a valid one of this account. */
  device: string | null;
};

type Counted = { count: FailureCount; key: string };

/**
 * How many sign-ins may fail in 15 minutes. A browser that has signed in to the account before counts by itself
 * alone, so that nobody else can lock its user out.
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
   * Runs a sign-in unless too many failed of late. Each counts from its start, so that many at once are no way
   * around; one that did not fail by its password is taken back. Throws AppError `rate_limited`, or what the
   * sign-in throws.
   */
  async run<T>(who: SignInTry, signIn: () => Promise<T>): Promise<T> {
    const startedAt = this.#now();
    const counted = this.#countedFor(who);
    refuseTooMany(Math.max(...counted.map(({ count, key }) => count.waitMs(key, startedAt))));
    for (const { count, key } of counted) count.add(key, startedAt);
    const takeBack = () => {
      for (const { count, key } of counted) count.takeBack(key, startedAt);
    };
    try {
      const session = await signIn();
      takeBack();
      return session;
    } catch (error) {
      if (!(isAppError(error) && error.code === "unauthenticated")) takeBack();
      throw error;
    }
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

function refuseTooMany(waitMs: number): void {
  if (waitMs <= 0) return;
  const seconds = Math.ceil(waitMs / 1_000);
  const minutes = Math.ceil(waitMs / 60_000);
  throw new AppError(
    "rate_limited",
    `Too many sign-ins failed: wait ${minutes === 1 ? "a minute" : `${minutes} minutes`}, then try again.`,
    [],
    seconds,
  );
}
