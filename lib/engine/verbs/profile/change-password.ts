import { z } from "zod";
import { deleteUnusedLinks } from "#db/queries/account-links.ts";
import { recordAudit } from "#db/queries/audit.ts";
import { endOtherSessionsOf } from "#db/queries/sessions.ts";
import { setPasswordHash } from "#db/queries/users.ts";
import { parseOrRefuse } from "#lib/domain/issues.ts";
import { changePasswordSchema } from "#lib/domain/people/profile-schema.ts";
import { ACCOUNT_LINK_KINDS } from "#lib/domain/people/session.ts";
import type { Verb } from "#lib/engine/write/context.ts";
import { hashPassword } from "#lib/password.ts";
import { ownAccount, refuseChangedPassword, refuseWrongPassword, withPassword } from "./own-account.ts";

/** `sessionId` is the caller's session, the only one that stays. */
const inputSchema = changePasswordSchema.extend({ sessionId: z.string() });

/**
 * Changes the caller's own password, and ends their unused links and all their sessions but the present one.
 * Throws AppError `unauthenticated` for a wrong present password, `invalid`, `conflict` if another change came first.
 */
export const changePassword: Verb<{ ended: number }> = async (context, { actor, input }) => {
  const account = withPassword(ownAccount(context.db, actor));
  const { present, password, sessionId } = parseOrRefuse(inputSchema, input);
  await refuseWrongPassword(account, present);
  const passwordHash = await hashPassword(password);
  return context.transact((tx) => {
    refuseChangedPassword(tx.db, account);
    setPasswordHash(tx.db, account.id, passwordHash);
    deleteUnusedLinks(tx.db, account.id, ACCOUNT_LINK_KINDS);
    const ended = endOtherSessionsOf(tx.db, account.id, sessionId);
    const target = { id: account.id, name: account.email };
    recordAudit(tx, actor, { action: "profile.change-password", target });
    return { ended };
  });
};
