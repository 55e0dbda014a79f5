import { recordAudit } from "#db/queries/audit.ts";
import { hasSecondFactor } from "#db/queries/second-factors.ts";
import { AppError } from "#lib/domain/errors.ts";
import { parseOrRefuse } from "#lib/domain/issues.ts";
import { presentPasswordSchema } from "#lib/domain/people/profile-schema.ts";
import type { Verb } from "#lib/engine/write/context.ts";
import { ownAccount, refuseChangedPassword, refuseWrongPassword, withPassword } from "./own-account.ts";
import { giveRecoveryCodes } from "./recovery-codes.ts";

/**
 * Gives the caller new recovery codes in place of all earlier ones, to be shown this once. Throws AppError
 * `unauthenticated` for a wrong present password, `conflict` without a second factor or if the password was changed meanwhile.
 */
export const makeRecoveryCodes: Verb<{ recoveryCodes: string[] }> = async (context, { actor, input }) => {
  const account = withPassword(ownAccount(context.db, actor));
  const { present } = parseOrRefuse(presentPasswordSchema, input);
  await refuseWrongPassword(account, present);
  const { id, email } = account;
  return context.transact((tx) => {
    refuseChangedPassword(tx.db, account);
    if (!hasSecondFactor(tx.db, id))
      throw new AppError("conflict", "You have no second factor, so recovery codes would be of no use.");
    recordAudit(tx, actor, { action: "profile.make-recovery-codes", target: { id, name: email } });
    return { recoveryCodes: giveRecoveryCodes(tx, id) };
  });
};
