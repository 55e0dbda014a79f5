import { isAppError } from "#lib/domain/errors.ts";
import { log } from "#lib/log.ts";
import { OnceAMinute } from "#lib/repeated-fault.ts";
import { countFailedSignIn } from "./failed-sign-ins.ts";

/** The account by its id, if there is one: what was typed as an email may be a password. */
type Who = { user: string | undefined; address: string };

type Wrong = "email or password" | "code" | "present password";

const refused = new OnceAMinute();

/**
 * Counts a sign-in that failed for the audit log, and logs it: each wrong password or code, and of those that are
 * refused as too many, for each address the first at once and then once a minute with their number.
 */
export function logFailure(error: unknown, who: Who, wrong: Wrong): void {
  if (!isAppError(error)) return;
  const logger = log("auth");
  if (error.code === "unauthenticated" || error.code === "rate_limited")
    countFailedSignIn({ ...who, refused: error.code === "rate_limited" });
  if (error.code === "unauthenticated") logger.warn(who, `${triedOf(wrong)} failed: wrong ${wrong}`);
  if (error.code === "rate_limited")
    refused.happened(who.address, (times) =>
      logger.warn({ ...who, times }, `${triedOf(wrong)} was refused: too many failed`),
    );
}

/** Who changes their own security is signed in already. */
const triedOf = (wrong: Wrong): string =>
  wrong === "present password" ? "a check of a password" : "a sign-in";
