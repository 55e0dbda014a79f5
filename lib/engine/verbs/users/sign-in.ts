import { recordAudit } from "#db/queries/audit.ts";
import { secondFactorView } from "#db/queries/second-factors.ts";
import { userByEmail } from "#db/queries/users.ts";
import { AppError } from "#lib/domain/errors.ts";
import { parseOrRefuse } from "#lib/domain/issues.ts";
import { signInSchema } from "#lib/domain/people/user.ts";
import { userState } from "#lib/domain/people/user-state.ts";
import type { Verb } from "#lib/engine/write/context.ts";
import { verifyPassword } from "#lib/password.ts";
import { beginSession } from "./begin-session.ts";

/** `sessionId` is null where a second factor is asked for first: until then there is no session. */
export type SignedIn = { sessionId: string | null; userId: string; name: string; email: string };

/**
 * Starts a session for a right email and password, unless the user has a second factor. Needs no right. Throws
 * AppError `unauthenticated`: the same answer after the same time for an unknown email as for a wrong password.
 */
export const signIn: Verb<SignedIn> = async (context, { actor: { requestId, address }, input }) => {
  const { email, password, browser } = parseOrRefuse(signInSchema, input);
  const user = userByEmail(context.db, email);
  const right = await verifyPassword(user?.passwordHash ?? undefined, password);
  if (!right || user === undefined || userState(user) !== "active")
    throw new AppError("unauthenticated", "The email or the password is wrong: try again.");
  const sessionId = await context.transact((tx) => {
    if (secondFactorView(tx.db, user.id) !== null) return null;
    const actor = {
      kind: "user" as const,
      id: user.id,
      name: user.name,
      role: user.role,
      requestId,
      address,
    };
    recordAudit(tx, actor, { action: "users.sign-in", target: { id: user.id, name: user.email } });
    return beginSession(tx, { userId: user.id, kind: "password", address, browser });
  });
  return { sessionId, userId: user.id, name: user.name, email: user.email };
};
