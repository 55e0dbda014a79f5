import { deleteUnusedLinks } from "#db/queries/account-links.ts";
import { recordAudit } from "#db/queries/audit.ts";
import { listAdmins } from "#db/queries/user-views.ts";
import { deleteSessionsOf, updateUser } from "#db/queries/users.ts";
import { parseOrRefuse } from "#lib/domain/issues.ts";
import { authorise } from "#lib/domain/people/actor.ts";
import { refuseLastAdmin } from "#lib/domain/people/last-admin.ts";
import { ACCOUNT_LINK_KINDS } from "#lib/domain/people/session.ts";
import type { Verb } from "#lib/engine/write/context.ts";
import { type ChangedUser, changed, knownUser, targetOf, whoSchema } from "./known-user.ts";

/**
 * Keeps a user out, whatever they have to sign in with, and ends their sessions and links. Scope `manage`.
 * Throws AppError `not_found`, or `conflict` for the last active admin.
 */
export const disableUser: Verb<ChangedUser> = async (context, { actor, input }) => {
  authorise(actor, "manage");
  const { id } = parseOrRefuse(whoSchema, input);
  return context.transact((tx) => {
    const user = knownUser(tx, id);
    if (user.disabledAt !== null) return changed(user);
    refuseLastAdmin(listAdmins(tx.db), user, "disabled");
    updateUser(tx.db, user.id, { disabledAt: tx.now, oidcAllowedAt: null });
    deleteSessionsOf(tx.db, user.id);
    deleteUnusedLinks(tx.db, user.id, ACCOUNT_LINK_KINDS);
    recordAudit(tx, actor, { action: "users.disable", target: targetOf(user) });
    return changed(user);
  });
};
