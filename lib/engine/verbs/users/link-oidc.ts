import { deleteUnusedLinks } from "#db/queries/account-links.ts";
import { recordAudit } from "#db/queries/audit.ts";
import { linkedIdentity, setIdentity, userByIdentity } from "#db/queries/oidc-users.ts";
import { AppError } from "#lib/domain/errors.ts";
import { parseOrRefuse } from "#lib/domain/issues.ts";
import { PASSWORD_LINKS } from "#lib/domain/people/account-link.ts";
import { authorise } from "#lib/domain/people/actor.ts";
import { identitySchema } from "#lib/domain/people/oidc-schema.ts";
import type { Verb } from "#lib/engine/write/context.ts";

/**
 * Links the user who asks to an identity at the OpenID provider, in place of an earlier one. Throws AppError
 * `conflict` if another user has it, `forbidden` for anyone but a user.
 */
export const linkOidc: Verb<void> = async (context, { actor, input }) => {
  authorise(actor, "read");
  if (actor.kind !== "user") throw new AppError("forbidden", "Only users link themselves: sign in.");
  const identity = parseOrRefuse(identitySchema, input);
  await context.transact((tx) => {
    const holder = userByIdentity(tx.db, identity);
    if (holder?.id === actor.id) return;
    if (holder !== undefined)
      throw new AppError("conflict", "This identity is linked to another user: unlink it there first.");
    const user = linkedIdentity(tx.db, actor.id);
    if (user === undefined) throw new AppError("not_found", "Your user is deleted: ask an admin.");
    setIdentity(tx.db, actor.id, identity);
    // The user has a way in now: a link for a password must not stay one for somebody else.
    deleteUnusedLinks(tx.db, actor.id, PASSWORD_LINKS);
    recordAudit(tx, actor, {
      action: "users.link-oidc",
      target: { id: actor.id, name: user.email },
      details: identity,
    });
  });
};
