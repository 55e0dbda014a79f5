import { recordAudit } from "#db/queries/audit.ts";
import { listAdmins } from "#db/queries/user-views.ts";
import { deleteUser as deleteRows } from "#db/queries/users.ts";
import { parseOrRefuse } from "#lib/domain/issues.ts";
import { type Actor, authorise } from "#lib/domain/people/actor.ts";
import { refuseLastAdmin } from "#lib/domain/people/last-admin.ts";
import type { Tx, Verb } from "#lib/engine/write/context.ts";
import { type ChangedUser, changed, knownUser, targetOf, whoSchema } from "./known-user.ts";

/**
 * Deletes a user with their sessions, links and second factor; the audit log keeps their name. Scope `manage`.
 * Throws AppError `not_found`, or `conflict` for the last active admin.
 */
export const deleteUser: Verb<ChangedUser> = async (context, { actor, input }) => {
  authorise(actor, "manage");
  const { id } = parseOrRefuse(whoSchema, input);
  return context.transact((tx) => removeUser(tx, actor, id));
};

/** Does so in the open transaction. Throws AppError `not_found`, or `conflict` for the last active admin. */
export function removeUser(tx: Tx, actor: Actor, id: string): ChangedUser {
  const user = knownUser(tx, id);
  refuseLastAdmin(listAdmins(tx.db), user, "deleted");
  deleteRows(tx.db, user.id);
  const details = { name: user.name, role: user.role };
  recordAudit(tx, actor, { action: "users.delete", target: targetOf(user), details });
  return changed(user);
}
