import { recordAudit } from "#db/queries/audit.ts";
import { removeSecondFactor } from "#db/queries/second-factors.ts";
import { parseOrRefuse } from "#lib/domain/issues.ts";
import { authorise } from "#lib/domain/people/actor.ts";
import type { Verb } from "#lib/engine/write/context.ts";
import { type ChangedUser, changed, knownUser, targetOf, whoSchema } from "./known-user.ts";

/**
 * Removes the second factor of a user who has lost it, with its recovery codes; for one who has none, changes
 * nothing. Scope `manage`. Throws AppError `not_found`.
 */
export const resetSecondFactor: Verb<ChangedUser & { removed: boolean }> = async (
  context,
  { actor, input },
) => {
  authorise(actor, "manage");
  const { id } = parseOrRefuse(whoSchema, input);
  return context.transact((tx) => {
    const user = knownUser(tx, id);
    const removed = removeSecondFactor(tx.db, user.id);
    if (removed) recordAudit(tx, actor, { action: "users.reset-second-factor", target: targetOf(user) });
    return { ...changed(user), removed };
  });
};
