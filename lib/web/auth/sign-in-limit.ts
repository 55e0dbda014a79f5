import { AppError, isAppError } from "#lib/domain/errors.ts";
import { limitKey } from "#lib/domain/trusted-proxies.ts";
import { FailureCount } from "./failure-count.ts";

/** Who tries to sign in. */
export type SignInTry = {
  address: string;
  /** The named account, whether it exists or not. After a change of password it counts as another account. */
  account: string;
  /** The id of the device cookie, if the browser has a valid one for this account. */
  device: string | null;
};

type Counted = { count: FailureCount; key: string };

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
