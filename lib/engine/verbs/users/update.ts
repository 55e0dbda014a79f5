import { z } from "zod";
import { recordAudit } from "#db/queries/audit.ts";
import { type UserRow, updateUser } from "#db/queries/users.ts";
import { parseOrRefuse } from "#lib/domain/issues.ts";
import { type Actor, authorise } from "#lib/domain/people/actor.ts";
import { type UserChanges, userChangesSchema } from "#lib/domain/people/user-schema.ts";
import type { Tx, Verb } from "#lib/engine/write/context.ts";
import { refuseTakenEmail } from "./create.ts";
import { type ChangedUser, changed, knownUser, targetOf, whoSchema } from "./known-user.ts";

const inputSchema = whoSchema.extend({ changes: z.unknown() });

/**
 * Changes a user's name or the email with which they sign in. Scope `manage`. Throws AppError `not_found`, or
 * `invalid` with an issue per field, such as an email that another user has.
 */
export const changeUser: Verb<ChangedUser> = async (context, { actor, input }) => {
  authorise(actor, "manage");
  const { id, changes: given } = parseOrRefuse(inputSchema, input);
  const wanted = parseOrRefuse(userChangesSchema, given);
  return context.transact((tx) => storeUserChange(tx, actor, { id, wanted }));
};

/** Does so in the open transaction. Throws AppError `not_found`, or `invalid` at a taken email. */
export function storeUserChange(
  tx: Tx,
  actor: Actor,
  { id, wanted }: { id: string; wanted: UserChanges },
): ChangedUser {
  const user = knownUser(tx, id);
  const changes = realChanges(user, wanted);
  if (Object.keys(changes).length === 0) return changed(user);
  if (changes.email !== undefined) refuseTakenEmail(tx, changes.email, user.id);
  updateUser(tx.db, user.id, changes);
  recordAudit(tx, actor, { action: "users.update", target: targetOf(user), details: changes });
  return changed({ ...user, ...changes });
}

function realChanges(user: UserRow, { name, email }: UserChanges): Partial<Pick<UserRow, "name" | "email">> {
  return {
    ...(name !== undefined && name !== user.name && { name }),
    ...(email !== undefined && email !== user.email && { email }),
  };
}
