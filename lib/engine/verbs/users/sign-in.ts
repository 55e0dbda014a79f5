import { recordAudit } from "#db/queries/audit.ts";
import { hasSecondFactor } from "#db/queries/second-factors.ts";
import { accountById, type UserRow, userByEmail } from "#db/queries/users.ts";
import { AppError } from "#lib/domain/errors.ts";
import { parseOrRefuse } from "#lib/domain/issues.ts";
import { signInSchema } from "#lib/domain/people/user.ts";
import { userState } from "#lib/domain/people/user-state.ts";
import type { Verb } from "#lib/engine/write/context.ts";
import { verifyPassword } from "#lib/password.ts";
import { beginSession } from "./begin-session.ts";
import { themselves } from "./themselves.ts";

/** `sessionId` is null where a second factor is asked for first: until then there is no session. */
export type SignedIn = { sessionId: string | null; userId: string; name: string; email: string };

/**
 * Starts a session for a right email and password, unless the user has a second factor. Needs no right. Throws
 * AppError `unauthenticated`: the same answer after the same time for an unknown email as for a wrong password.
 */
export const signIn: Verb<SignedIn> = async (context, { actor, input }) => {
  const { email: typed, password, browser } = parseOrRefuse(signInSchema, input);
  const user = userByEmail(context.db, typed);
  const right = await verifyPassword(user?.passwordHash ?? undefined, password);
  if (!right || user === undefined) throw wrongPassword();
  return context.transact((tx) => {
    const now = stillTheSame(user, accountById(tx.db, user.id));
    const { id, name, email } = now;
    if (hasSecondFactor(tx.db, id)) return { sessionId: null, userId: id, name, email };
    recordAudit(tx, themselves(now, actor), { action: "users.sign-in", target: { id, name: email } });
    const { address } = actor;
    const sessionId = beginSession(tx, { userId: id, kind: "password", address, browser });
    return { sessionId, userId: id, name, email };
  });
};

/** Between the check of the password and the transaction, the password may be reset, or the user disabled. */
function stillTheSame(checked: UserRow, now: UserRow | undefined): UserRow {
  if (now === undefined || now.passwordHash !== checked.passwordHash || userState(now) !== "active")
    throw wrongPassword();
  return now;
}

const wrongPassword = (): AppError =>
  new AppError("unauthenticated", "The email or the password is wrong: try again.");
