import { userByEmail } from "#db/queries/users.ts";
import { readDb } from "#db/read.ts";
import { AppError } from "#lib/domain/errors.ts";
import { nameKey } from "#lib/domain/text.ts";
import { engine } from "#lib/engine/client.ts";
import { settings } from "#lib/settings.ts";
import { hashToken } from "#lib/token.ts";
import { deviceOf, newDeviceCookie } from "./device-cookie.ts";
import { logFailure } from "./log-failure.ts";
import type { SessionIds } from "./options.ts";
import { SignInLimit } from "./sign-in-limit.ts";

type Attempt = {
  email: string;
  password: string;
  address: string;
  /** The User-Agent. */
  browser: string | undefined;
  deviceCookie: string | undefined;
};

const limit = new SignInLimit();

/** Stands in for an account that does not exist, so that both cases take the same steps. */
const NO_ACCOUNT = { id: "", passwordHash: "" };

/**
 * Starts a session for a right email and password, with a device cookie for the browser. Throws AppError
 * `rate_limited` if too many failed lately, `unavailable` if too many are being checked, `unauthenticated`,
 * `forbidden` where passwords don't sign anybody in.
 */
export async function signIn(attempt: Attempt): Promise<SessionIds & { deviceCookie: string }> {
  refuseWhereOff();
  const { email, password, address, browser, deviceCookie } = attempt;
  const secret = settings().authSecret;
  const found = userByEmail(readDb(), email.trim());
  const account = found === undefined ? NO_ACCOUNT : { ...found, passwordHash: found.passwordHash ?? "" };
  const device = deviceOf(secret, deviceCookie, account);
  const who = { address, account: accountKey(email, account.passwordHash), device };
  const session = await limit
    .run(who, () =>
      engine().run("users.sign-in", {
        actor: { kind: "nobody", address },
        input: { email, password, browser },
      }),
    )
    .catch((error) => {
      logFailure(error, { user: account === NO_ACCOUNT ? undefined : account.id, address });
      throw error;
    });
  const kept = device === null ? undefined : deviceCookie;
  return { ...session, deviceCookie: kept ?? newDeviceCookie(secret, account) };
}

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
