import { recordAudit } from "#db/queries/audit.ts";
import { AppError } from "#lib/domain/errors.ts";
import { parseOrRefuse } from "#lib/domain/issues.ts";
import { authorise } from "#lib/domain/people/actor.ts";
import { userState } from "#lib/domain/people/user-state.ts";
import type { Verb } from "#lib/engine/write/context.ts";
import { type ChangedUser, changed, knownUser, targetOf, whoSchema } from "./known-user.ts";
import { type MadeLink, makeLink } from "./make-link.ts";

/**
 * Makes a link with which a user chooses a new password, or a new invite for one who has none yet. It replaces
 * earlier ones; password and sessions stay until it is used. Scope `manage`. Throws AppError `not_found`, or
 * `conflict` for a disabled user.
 */
export const makeResetLink: Verb<ChangedUser & MadeLink> = async (context, { actor, input }) => {
  authorise(actor, "manage");
  const { id } = parseOrRefuse(whoSchema, input);
  return context.transact((tx) => {
    const user = knownUser(tx, id);
    const state = userState(user);
    if (state === "disabled")
      throw new AppError("conflict", `${user.name} is disabled: enable them first, then make a link.`);
    const link = makeLink(tx, user.id, state === "invited" ? "invite" : "reset-password");
    const details = { link: link.kind };
    recordAudit(tx, actor, { action: "users.make-reset-link", target: targetOf(user), details });
    return { ...changed(user), ...link };
  });
};
