import { recordAudit } from "#db/queries/audit.ts";
import { parseOrRefuse } from "#lib/domain/issues.ts";
import { type Actor, authorise } from "#lib/domain/people/actor.ts";
import { type Invite, inviteSchema } from "#lib/domain/people/user-schema.ts";
import type { Tx, Verb } from "#lib/engine/write/context.ts";
import { type CreatedUser, insertNewUser } from "./create.ts";
import { type MadeLink, makeLink } from "./make-link.ts";

/**
 * Makes a user without a password, and the link with which they choose one; only here, as Tocsin keeps just
 * its hash. Scope `manage`. Throws AppError `invalid` with an issue per field, `conflict` at the limit.
 */
export const inviteUser: Verb<CreatedUser & MadeLink> = async (context, { actor, input }) => {
  authorise(actor, "manage");
  const invite = parseOrRefuse(inviteSchema, input);
  return context.transact((tx) => storeInvite(tx, actor, invite));
};

/** Does so in the open transaction. Throws AppError `invalid` at a taken email, `conflict` at the limit. */
export function storeInvite(tx: Tx, actor: Actor, invite: Invite): CreatedUser & MadeLink {
  const user = insertNewUser(tx, { ...invite, passwordHash: null });
  const target = { id: user.id, name: user.email };
  recordAudit(tx, actor, { action: "users.invite", target, details: { role: invite.role } });
  return { ...user, ...makeLink(tx, user.id, "invite") };
}
