import { recordAudit } from "#db/queries/audit.ts";
import { deleteSessionsOf } from "#db/queries/users.ts";
import { parseOrRefuse } from "#lib/domain/issues.ts";
import { authorise } from "#lib/domain/people/actor.ts";
import type { Verb } from "#lib/engine/write/context.ts";
import { type ChangedUser, changed, knownUser, targetOf, whoSchema } from "./known-user.ts";

/** Signs a user out everywhere. Scope `manage`. Throws AppError `not_found`. */
export const endSessions: Verb<ChangedUser> = async (context, { actor, input }) => {
  authorise(actor, "manage");
  const { id } = parseOrRefuse(whoSchema, input);
  return context.transact((tx) => {
    const user = knownUser(tx, id);
    deleteSessionsOf(tx.db, user.id);
    recordAudit(tx, actor, { action: "users.end-sessions", target: targetOf(user) });
    return changed(user);
  });
};
