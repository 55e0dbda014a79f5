import { z } from "zod";
import { recordAudit } from "#db/queries/audit.ts";
import { accountById } from "#db/queries/users.ts";
import { AppError } from "#lib/domain/errors.ts";
import { parseOrRefuse } from "#lib/domain/issues.ts";
import { codeText } from "#lib/domain/people/profile-schema.ts";
import { userState } from "#lib/domain/people/user-state.ts";
import type { Verb } from "#lib/engine/write/context.ts";
import { beginSession } from "./begin-session.ts";
import type { SignedIn } from "./sign-in.ts";
import { spendCode } from "./spend-code.ts";
import { themselves } from "./themselves.ts";

const inputSchema = z.strictObject({
  /** Who has given the right password, and the hash that it was checked against. */
  userId: z.string(),
  passwordHash: z.string(),
  code: codeText,
  /** The browser's User-Agent. */
  browser: z.string().optional(),
});

/**
 * Starts a session for a user who has given the right password, by a code of their app or a recovery code.
 * Needs no right: the caller must have checked the password. Throws AppError `unauthenticated`, or `forbidden`
 * if the password step no longer counts.
 */
export const signInByCode: Verb<SignedIn> = async (context, { actor, input }) => {
  const { userId, passwordHash, code, browser } = parseOrRefuse(inputSchema, input);
  return context.transact((tx) => {
    const user = accountById(tx.db, userId);
    if (user === undefined || user.passwordHash !== passwordHash || userState(user) !== "active")
      throw new AppError("forbidden", "Your account has changed since: sign in again.");
    const by = spendCode(context, tx, { userId, code });
    const { name, email } = user;
    const { address } = actor;
    const target = { id: userId, name: email };
    recordAudit(tx, themselves(user, actor), { action: "users.sign-in-by-code", target, details: { by } });
    return {
      sessionId: beginSession(tx, { userId, kind: "password", address, browser }),
      userId,
      name,
      email,
    };
  });
};
