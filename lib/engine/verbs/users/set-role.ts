import { recordAudit } from "#db/queries/audit.ts";
import { listAdmins } from "#db/queries/user-views.ts";
import { deleteSessionsOf, updateUser } from "#db/queries/users.ts";
import { parseOrRefuse } from "#lib/domain/issues.ts";
import { type Actor, authorise, type Role } from "#lib/domain/people/actor.ts";
import { roleSchema } from "#lib/domain/people/actor-schema.ts";
import { refuseLastAdmin } from "#lib/domain/people/last-admin.ts";
import type { Tx, Verb } from "#lib/engine/write/context.ts";
import { type ChangedUser, changed, knownUser, targetOf, whoSchema } from "./known-user.ts";

const inputSchema = whoSchema.extend({ role: roleSchema });

/**
 * Gives a user another role and ends their sessions; for the role that they have already, changes nothing.
 * Scope `manage`. Throws AppError `not_found`, `invalid`, or `conflict` for the last active admin.
 */
export const setRole: Verb<ChangedUser> = async (context, { actor, input }) => {
  authorise(actor, "manage");
  const { id, role } = parseOrRefuse(inputSchema, input);
  return context.transact((tx) => storeRole(tx, actor, { id, role }));
};

/** Does so in the open transaction. Throws AppError `not_found`, or `conflict` for the last active admin. */
export function storeRole(tx: Tx, actor: Actor, { id, role }: { id: string; role: Role }): ChangedUser {
  const user = knownUser(tx, id);
  if (user.role === role) return changed(user);
  refuseLastAdmin(listAdmins(tx.db), user, "demoted");
  updateUser(tx.db, user.id, { role });
  deleteSessionsOf(tx.db, user.id);
  const details = { from: user.role, to: role };
  recordAudit(tx, actor, { action: "users.set-role", target: targetOf(user), details });
  return changed(user);
}
