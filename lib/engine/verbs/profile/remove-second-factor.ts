import { recordAudit } from "#db/queries/audit.ts";
import { removeSecondFactor as remove } from "#db/queries/second-factors.ts";
import { AppError } from "#lib/domain/errors.ts";
import { parseOrRefuse } from "#lib/domain/issues.ts";
import { presentPasswordSchema } from "#lib/domain/people/profile-schema.ts";
import type { Verb } from "#lib/engine/write/context.ts";
import { ownAccount, refuseChangedPassword, refuseWrongPassword, withPassword } from "./own-account.ts";

/**
 * Turns the caller's second factor off, with its recovery codes. Throws AppError `unauthenticated` for a wrong
 * present password, `conflict` if there is none or the password was changed meanwhile.
 */
export const removeSecondFactor: Verb<void> = async (context, { actor, input }) => {
  const account = withPassword(ownAccount(context.db, actor));
  const { present } = parseOrRefuse(presentPasswordSchema, input);
  await refuseWrongPassword(account, present);
  const { id, email } = account;
  await context.transact((tx) => {
    refuseChangedPassword(tx.db, account);
    if (!remove(tx.db, id)) throw new AppError("conflict", "You have no second factor.");
    recordAudit(tx, actor, { action: "profile.remove-second-factor", target: { id, name: email } });
  });
};
