import { z } from "zod";
import { deleteUnusedLinks } from "#db/queries/account-links.ts";
import { recordAudit } from "#db/queries/audit.ts";
import { deleteSessionsOf, setPasswordHash, userByEmail } from "#db/queries/users.ts";
import { AppError } from "#lib/domain/errors.ts";
import { parseOrRefuse } from "#lib/domain/issues.ts";
import { authorise } from "#lib/domain/people/actor.ts";
import { ACCOUNT_LINK_KINDS } from "#lib/domain/people/session.ts";
import { emailSchema, passwordSchema } from "#lib/domain/people/user.ts";
import type { Verb } from "#lib/engine/write/context.ts";
import { hashPassword } from "#lib/password.ts";

const inputSchema = z.object({ email: emailSchema, password: passwordSchema });

/** Sets a user's password, and ends all their sessions and unused links. Scope `manage`. Throws AppError `not_found`. */
export const resetPassword: Verb<{ email: string }> = async (context, { actor, input }) => {
  authorise(actor, "manage");
  const { email, password } = parseOrRefuse(inputSchema, input);
  const passwordHash = await hashPassword(password);
  return context.transact((tx) => {
    const user = userByEmail(tx.db, email);
    if (user === undefined) throw new AppError("not_found", `There is no user with the email ${email}.`);
    setPasswordHash(tx.db, user.id, passwordHash);
    deleteSessionsOf(tx.db, user.id);
    deleteUnusedLinks(tx.db, user.id, ACCOUNT_LINK_KINDS);
    recordAudit(tx, actor, { action: "users.reset-password", target: { id: user.id, name: user.email } });
    return { email: user.email };
  });
};
