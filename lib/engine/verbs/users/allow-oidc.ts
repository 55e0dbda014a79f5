import { recordAudit } from "#db/queries/audit.ts";
import { updateUser } from "#db/queries/users.ts";
import { AppError } from "#lib/domain/errors.ts";
import { parseOrRefuse } from "#lib/domain/issues.ts";
import { authorise } from "#lib/domain/people/actor.ts";
import type { Verb } from "#lib/engine/write/context.ts";
import { type ChangedUser, changed, knownUser, targetOf, whoSchema } from "./known-user.ts";

/**
 * Lets the next single sign-on with this user's email link itself to the user, once. Scope `manage`. Throws
 * AppError `not_found`, or `conflict` if the user is disabled or has an identity linked already.
 */
export const allowOidc: Verb<ChangedUser> = async (context, { actor, input }) => {
  authorise(actor, "manage");
  const { id } = parseOrRefuse(whoSchema, input);
  return context.transact((tx) => {
    const user = knownUser(tx, id);
    if (user.oidcSubject !== null)
      throw new AppError("conflict", `${user.name} is linked to single sign-on already.`);
    if (user.disabledAt !== null)
      throw new AppError("conflict", `${user.name} is disabled: enable them first, then allow it.`);
    updateUser(tx.db, user.id, { oidcAllowedAt: tx.now });
    recordAudit(tx, actor, { action: "users.allow-oidc", target: targetOf(user) });
    return changed(user);
  });
};
