import { recordAudit } from "#db/queries/audit.ts";
import { parseOrRefuse } from "#lib/domain/issues.ts";
import { authorise } from "#lib/domain/people/actor.ts";
import { inviteSchema } from "#lib/domain/people/user-schema.ts";
import type { Verb } from "#lib/engine/write/context.ts";
import { type CreatedUser, insertNewUser } from "./create.ts";
import { type MadeLink, makeLink } from "./make-link.ts";

/**
 * Makes a user without a password, and the link with which they choose one; only here, as Tocsin keeps just
 * its hash. Scope `manage`. Throws AppError `invalid` with an issue per field, `conflict` at the limit.
 */
export const inviteUser: Verb<CreatedUser & MadeLink> = async (context, { actor, input }) => {
  authorise(actor, "manage");
  const invite = parseOrRefuse(inviteSchema, input);
  return context.transact((tx) => {
    const user = insertNewUser(tx, { ...invite, passwordHash: null });
    const target = { id: user.id, name: user.email };
    recordAudit(tx, actor, { action: "users.invite", target, details: { role: invite.role } });
    return { ...user, ...makeLink(tx, user.id, "invite") };
  });
};
