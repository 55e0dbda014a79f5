import { recordAudit } from "#db/queries/audit.ts";
import { endOldestSessions, insertSession, userByEmail } from "#db/queries/users.ts";
import { SESSIONS_PER_USER } from "#lib/domain/ceilings.ts";
import { AppError } from "#lib/domain/errors.ts";
import { newId } from "#lib/domain/ids.ts";
import { parseOrRefuse } from "#lib/domain/issues.ts";
import { SESSION_DAYS, signInSchema } from "#lib/domain/people/user.ts";
import type { Verb } from "#lib/engine/write/context.ts";
import { verifyPassword } from "#lib/password.ts";

export type StartedSession = { sessionId: string; userId: string; name: string; email: string };

/**
 * Starts a session for a right email and password. Needs no right. Throws AppError `unauthenticated`: the
 * same answer after the same time for an unknown email as for a wrong password.
 */
export const signIn: Verb<StartedSession> = async (context, { actor: { requestId }, input }) => {
  const { email, password } = parseOrRefuse(signInSchema, input);
  const user = userByEmail(context.db, email);
  if (!(await verifyPassword(user?.passwordHash, password)) || user === undefined)
    throw new AppError("unauthenticated", "The email or the password is wrong: try again.");
  const sessionId = newId("ses");
  await context.transact((tx) => {
    const expiresAt = tx.now + SESSION_DAYS * 24 * 3_600_000;
    endOldestSessions(tx.db, { userId: user.id, keep: SESSIONS_PER_USER - 1 });
    insertSession(tx.db, { id: sessionId, userId: user.id, createdAt: tx.now, expiresAt });
    const actor = { kind: "user" as const, id: user.id, name: user.name, role: user.role, requestId };
    recordAudit(tx, actor, { action: "users.sign-in", target: { id: user.id, name: user.email } });
  });
  return { sessionId, userId: user.id, name: user.name, email: user.email };
};
