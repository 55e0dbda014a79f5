import { recordAudit } from "#db/queries/audit.ts";
import { linkedIdentity, setIdentity } from "#db/queries/oidc-users.ts";
import { AppError } from "#lib/domain/errors.ts";
import { authorise } from "#lib/domain/people/actor.ts";
import type { Verb } from "#lib/engine/write/context.ts";

/**
 * Unlinks the user who asks from their identity at the OpenID provider. Throws AppError `conflict` for a user
 * without a password, `forbidden` for anyone but a user.
 */
export const unlinkOidc: Verb<void> = async (context, { actor }) => {
  authorise(actor, "read");
  if (actor.kind !== "user") throw new AppError("forbidden", "Only users unlink themselves: sign in.");
  await context.transact((tx) => {
    const user = linkedIdentity(tx.db, actor.id);
    if (user === undefined || user.oidcSubject === null) return;
    if (user.passwordHash === null)
      throw new AppError(
        "conflict",
        "You have no password, so you could not sign in any more: ask an admin for a link to set one first.",
      );
    setIdentity(tx.db, actor.id, null);
    recordAudit(tx, actor, {
      action: "users.unlink-oidc",
      target: { id: actor.id, name: user.email },
      details: { issuer: user.oidcIssuer, subject: user.oidcSubject },
    });
  });
};
