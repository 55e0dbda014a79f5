import { recordAudit } from "#db/queries/audit.ts";
import { deleteSessionsOf, updateUser } from "#db/queries/users.ts";
import { parseOrRefuse } from "#lib/domain/issues.ts";
import { authorise } from "#lib/domain/people/actor.ts";
import type { Verb } from "#lib/engine/write/context.ts";
import { type ChangedUser, changed, knownUser, targetOf, whoSchema } from "./known-user.ts";

/** Lets a disabled user sign in again with what they had. Scope `manage`. Throws AppError `not_found`. */
export const enableUser: Verb<ChangedUser> = async (context, { actor, input }) => {
  authorise(actor, "manage");
  const { id } = parseOrRefuse(whoSchema, input);
  return context.transact((tx) => {
    const user = knownUser(tx, id);
    if (user.disabledAt === null) return changed(user);
    updateUser(tx.db, user.id, { disabledAt: null });
    // A row that was left behind would come back to life.
    deleteSessionsOf(tx.db, user.id);
    recordAudit(tx, actor, { action: "users.enable", target: targetOf(user) });
    return changed(user);
  });
};
