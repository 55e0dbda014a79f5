import { recordAudit } from "#db/queries/audit.ts";
import { confirmSecondFactor as confirm, secondFactorOf, totpPlace } from "#db/queries/second-factors.ts";
import { AppError } from "#lib/domain/errors.ts";
import { parseOrRefuse } from "#lib/domain/issues.ts";
import { codeSchema } from "#lib/domain/people/profile-schema.ts";
import { stepOfCode } from "#lib/domain/people/totp.ts";
import type { Verb } from "#lib/engine/write/context.ts";
import { ownAccount } from "./own-account.ts";
import { giveRecoveryCodes } from "./recovery-codes.ts";

/**
 * Turns the caller's second factor on, once a code proves that their app has the secret. Returns the recovery
 * codes, to be shown this once. Throws AppError `unauthenticated` for a wrong code, `conflict` if there is
 * nothing to confirm.
 */
export const confirmSecondFactor: Verb<{ recoveryCodes: string[] }> = async (context, { actor, input }) => {
  const { id, email } = ownAccount(context.db, actor);
  const { code } = parseOrRefuse(codeSchema, input);
  return context.transact((tx) => {
    const factor = secondFactorOf(tx.db, id);
    if (factor === undefined || factor.confirmedAt !== null)
      throw new AppError("conflict", "There is no second factor to confirm: begin its set-up again.");
    const step = stepOfCode(context.open(factor.secret, totpPlace(id)).reveal(), code, tx.now);
    if (step === null) throw wrongCode();
    confirm(tx.db, id, { now: tx.now, step });
    recordAudit(tx, actor, { action: "profile.confirm-second-factor", target: { id, name: email } });
    return { recoveryCodes: giveRecoveryCodes(tx, id) };
  });
};

function wrongCode(): AppError {
  const message =
    "This code is wrong: type the one that your app shows now, and check the clock of its device.";
  return new AppError("unauthenticated", message, [{ path: "code", message }]);
}
