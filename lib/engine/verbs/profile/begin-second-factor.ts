import { recordAudit } from "#db/queries/audit.ts";
import { hasSecondFactor, beginSecondFactor as store, totpPlace } from "#db/queries/second-factors.ts";
import { AppError } from "#lib/domain/errors.ts";
import { newTotpSecret } from "#lib/domain/people/totp.ts";
import { Secret } from "#lib/domain/secret.ts";
import type { Verb } from "#lib/engine/write/context.ts";
import { ownAccount, withPassword } from "./own-account.ts";

/**
 * Makes a TOTP secret for the caller, to be shown this once. It asks for no codes before it is confirmed, and
 * takes the place of one that never was. Throws AppError `conflict` if the caller has a second factor, or no
 * password.
 */
export const beginSecondFactor: Verb<{ secret: string; email: string }> = async (context, { actor }) => {
  const { id, email } = withPassword(ownAccount(context.db, actor));
  const secret = newTotpSecret();
  return context.transact((tx) => {
    if (hasSecondFactor(tx.db, id))
      throw new AppError(
        "conflict",
        "You have a second factor already: turn it off first to use another app.",
      );
    // Inside the transaction, which knows the keys of a rotation that ended before it.
    const sealed = context.seal(new Secret(secret), totpPlace(id));
    store(tx.db, { userId: id, secret: sealed, createdAt: tx.now });
    recordAudit(tx, actor, { action: "profile.begin-second-factor", target: { id, name: email } });
    return { secret, email };
  });
};
