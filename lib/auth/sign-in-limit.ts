import { RateLimiterMemory } from "rate-limiter-flexible";
import { AppError } from "#lib/domain/errors.ts";

const WINDOW_S = 15 * 60;

/** Failures for one account from one address; and, wider, from one address whatever the account. */
const perAccount = new RateLimiterMemory({ points: 10, duration: WINDOW_S });
const perAddress = new RateLimiterMemory({ points: 100, duration: WINDOW_S });

/** Runs a sign-in unless too many failed from there of late. Throws AppError `rate_limited`, or what the sign-in throws. */
export async function limitSignIns<T>(
  who: { address: string; email: string },
  signIn: () => Promise<T>,
): Promise<T> {
  const account = `${who.address} ${who.email.trim().toLowerCase()}`;
  await consume(perAddress, who.address);
  await consume(perAccount, account);
  const session = await signIn();
  await perAccount.delete(account);
  await perAddress.reward(who.address);
  return session;
}

async function consume(limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch {
    throw new AppError(
      "rate_limited",
      "Too many sign-ins failed from here: wait 15 minutes, then try again.",
    );
  }
}
