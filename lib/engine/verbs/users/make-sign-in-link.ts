import { recordAudit } from "#db/queries/audit.ts";
import { AppError } from "#lib/domain/errors.ts";
import { parseOrRefuse } from "#lib/domain/issues.ts";
import type { Verb } from "#lib/engine/write/context.ts";
import { type ChangedUser, changed, knownUser, targetOf, whoSchema } from "./known-user.ts";
import { type MadeLink, makeLink } from "./make-link.ts";

/**
 * Makes a link that signs a user in without password and second factor: only for the command line, whose user
 * has the data folder anyway. Throws AppError `forbidden`, `not_found`, or `conflict` for a disabled user.
 */
export const makeSignInLink: Verb<ChangedUser & MadeLink> = async (context, { actor, input }) => {
  if (actor.kind !== "cli")
    throw new AppError("forbidden", "Only the command line makes sign-in links: use user sign-in-link.");
  const { id } = parseOrRefuse(whoSchema, input);
  return context.transact((tx) => {
    const user = knownUser(tx, id);
    if (user.disabledAt !== null)
      throw new AppError("conflict", `${user.email} is disabled: enable the user first.`);
    const link = makeLink(tx, user.id, "sign-in");
    recordAudit(tx, actor, { action: "users.make-sign-in-link", target: targetOf(user) });
    return { ...changed(user), ...link };
  });
};
