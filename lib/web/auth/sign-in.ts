import { accountById, type UserRow, userByEmail } from "#db/queries/users.ts";
import { readDb } from "#db/read.ts";
import { AppError } from "#lib/domain/errors.ts";
import { nameKey } from "#lib/domain/text.ts";
import { engine } from "#lib/engine/client.ts";
import { settings } from "#lib/settings.ts";
import { hashToken } from "#lib/token.ts";
import { CodeLimit } from "./code-limit.ts";
import { deviceOf, keptDeviceCookie } from "./device-cookie.ts";
import { logFailure } from "./log-failure.ts";
import type { SessionIds } from "./options.ts";
import { newSecondStep, SecondSteps } from "./second-step.ts";
import { SignInLimit } from "./sign-in-limit.ts";

/** The browser that asks. */
export type Asking = {
  address: string;
  /** The User-Agent. */
  browser: string | undefined;
  deviceCookie: string | undefined;
};

type Attempt = Asking & { email: string; password: string };

export type StartedSession = SessionIds & { deviceCookie: string };

/** A session, or the token with which the browser sends the code of its user's second factor. */
export type SignInOutcome = { session: StartedSession } | { secondStep: string };

/** What sign-ins remember in memory. */
type SignIns = { limit: SignInLimit; codeLimit: CodeLimit; secondSteps: SecondSteps<Account> };

/** Next bundles routes apart from pages and their actions: each would count in a copy of its own. */
const holder = globalThis as typeof globalThis & { tocsinSignIns?: SignIns };

const signIns = (): SignIns => (holder.tocsinSignIns ??= newSignIns());

function newSignIns(): SignIns {
  const secret = () => settings().authSecret;
  const presentAccount = (userId: string) => {
    const user = accountById(readDb(), userId);
    return user && accountOf(user);
  };
  return {
    limit: new SignInLimit(),
    codeLimit: new CodeLimit(),
    secondSteps: new SecondSteps({ secret, accountOf: presentAccount }),
  };
}

/** Stands in for an account that does not exist, so that both cases take the same steps. */
const NO_ACCOUNT = { id: "", email: "", passwordHash: "" };

/**
 * Starts a session for a right email and password, with a device cookie for the browser; if the user has a
 * second factor, starts only its step. Throws AppError `rate_limited` if too many failed lately, `unavailable`
 * if too many are being checked, `unauthenticated`, `forbidden` where passwords don't sign anybody in.
 */
export async function signIn(attempt: Attempt): Promise<SignInOutcome> {
  refuseWhereOff();
  const { email, password, address, browser, deviceCookie } = attempt;
  const secret = settings().authSecret;
  const found = userByEmail(readDb(), email.trim());
  const account = found === undefined ? NO_ACCOUNT : accountOf(found);
  const device = deviceOf(secret, deviceCookie, account);
  const who = { address, account: accountKey(email, account.passwordHash), device };
  const { sessionId, userId } = await signIns()
    .limit.run(who, () =>
      engine().run("users.sign-in", {
        actor: { kind: "nobody" },
        input: { email, password, browser },
      }),
    )
    .catch((error) => {
      logFailure(
        error,
        { user: account === NO_ACCOUNT ? undefined : account.id, address },
        "email or password",
      );
      throw error;
    });
  if (sessionId === null) return { secondStep: newSecondStep(secret, account, Date.now()) };
  return { session: { userId, sessionId, deviceCookie: keptDevice(attempt, account) } };
}

/**
 * Starts a session for a browser that has given the right password, by a code of its user's second factor.
 * Throws AppError `forbidden` if the token counts no longer, `rate_limited` if too many codes were wrong lately,
 * `unauthenticated`.
 */
export async function signInByCode(
  asking: Asking & { token: string | undefined; code: string },
): Promise<StartedSession> {
  const { token, code, address, browser } = asking;
  const account = accountAtSecondStep(token);
  if (token === undefined || account === null)
    throw new AppError("forbidden", "The time for the code is over: sign in again.");
  const { id: userId, passwordHash, email } = account;
  const { sessionId } = await signIns()
    .codeLimit.run(accountKey(email, passwordHash), () =>
      engine().run("users.sign-in-by-code", {
        actor: { kind: "nobody", address },
        input: { userId, passwordHash, code, browser },
      }),
    )
    .catch((error) => {
      logFailure(error, { user: userId, address }, "code");
      throw error;
    });
  if (sessionId === null) throw new Error("A right code started no session.");
  signIns().secondSteps.spend(token);
  return { userId, sessionId, deviceCookie: keptDevice(asking, account) };
}

/** The account whose browser owes a code, by its token; null if the token counts no longer. */
export const accountAtSecondStep = (token: string | undefined) => signIns().secondSteps.accountOf(token);

/**
 * Runs a check of a signed-in user's present password: whoever has taken a session over may not guess on.
 * A wrong one leaves the trace of a failed sign-in. Throws AppError `rate_limited`, or what `check` throws.
 */
export const limitPresentPassword = <T>(
  { user, address }: { user: string; address: string },
  check: () => Promise<T>,
): Promise<T> =>
  signIns()
    .limit.run({ address, account: user, device: `signed in as ${user}` }, check)
    .catch((error) => {
      logFailure(error, { user, address }, "present password");
      throw error;
    });

/**
 * The same for a code of a signed-in user's second factor: wrong ones count together with those at the sign-in.
 */
export function limitOwnCode<T>(
  { user, address }: { user: string; address: string },
  check: () => Promise<T>,
): Promise<T> {
  const found = accountById(readDb(), user);
  const key = found === undefined ? user : accountKey(found.email, found.passwordHash ?? "");
  return signIns()
    .codeLimit.run(key, check)
    .catch((error) => {
      logFailure(error, { user, address }, "code");
      throw error;
    });
}

const accountOf = ({ id, email, passwordHash }: UserRow) => ({ id, email, passwordHash: passwordHash ?? "" });

type Account = ReturnType<typeof accountOf>;

const keptDevice = ({ deviceCookie }: Asking, account: Account): string =>
  keptDeviceCookie(settings().authSecret, deviceCookie, account);

function refuseWhereOff(): void {
  const { oidc, passwordSignIn } = settings();
  if (passwordSignIn) return;
  const other = oidc === null ? "single sign-on" : oidc.name;
  throw new AppError("forbidden", `Nobody signs in with a password here: sign in with ${other}.`);
}

/**
 * An account with a new password counts as another account, so that a user whose password was reset gets in,
 * however many sign-ins failed before.
 */
const accountKey = (email: string, passwordHash: string): string =>
  hashToken(JSON.stringify([nameKey(email.trim()), passwordHash])).toString("base64url");
