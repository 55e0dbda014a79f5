import { secondFactorOf, setLastStep, spendRecoveryCode, totpPlace } from "#db/queries/second-factors.ts";
import { AppError } from "#lib/domain/errors.ts";
import { isAppCode } from "#lib/domain/people/second-factor.ts";
import { stepOfCode } from "#lib/domain/people/totp.ts";
import type { Tx, VerbContext } from "#lib/engine/write/context.ts";
import { hashRecoveryCode } from "#lib/token.ts";

type Given = { userId: string; code: string };

/**
 * Uses up a code of the user's app, or a recovery code, in the open transaction. Throws AppError
 * `unauthenticated` for a wrong code and one that was used, `forbidden` without a second factor.
 */
export function spendCode(context: VerbContext, tx: Tx, given: Given): "app" | "recovery code" {
  const factor = secondFactorOf(tx.db, given.userId);
  if (factor === undefined || factor.confirmedAt === null)
    throw new AppError("forbidden", "Your second factor was turned off: sign in again.");
  if (!isAppCode(given.code)) return spendRecovery(tx, given);
  const secret = context.open(factor.secret, totpPlace(given.userId)).reveal();
  const step = stepOfCode(secret, given.code, tx.now);
  if (step === null)
    throw new AppError("unauthenticated", "This code is wrong: type the one that your app shows now.");
  // A code, or an older one that somebody saw, counts once (RFC 6238, section 5.2).
  if (step <= (factor.lastStep ?? -1))
    throw new AppError("unauthenticated", "This code was used already: wait for the next one.");
  setLastStep(tx.db, given.userId, step);
  return "app";
}

function spendRecovery(tx: Tx, { userId, code }: Given): "recovery code" {
  if (spendRecoveryCode(tx.db, userId, { hash: hashRecoveryCode(code), now: tx.now })) return "recovery code";
  throw new AppError("unauthenticated", "This recovery code is wrong or was used already: try another one.");
}
