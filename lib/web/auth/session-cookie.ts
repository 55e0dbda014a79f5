import { getToken } from "next-auth/jwt";
import { findSession, type OpenSession } from "#db/queries/users.ts";
import { readDb } from "#db/read.ts";
import { type Actor, authorise, type Scope } from "#lib/domain/people/actor.ts";
import { settings } from "#lib/settings.ts";
import { owesSecondFactor } from "./open-session.ts";
import { cookieName } from "./options.ts";

export type Session = OpenSession & { id: string };

/**
 * The session of a request, by its cookies; null without one, and while its user has to set up a second factor.
 * The cookie names a session row, and the row decides. `https` says whether the browser uses https.
 */
export async function sessionOfCookies(
  cookies: Record<string, string>,
  https: boolean,
): Promise<Session | null> {
  const session = await anySessionOfCookies(cookies, https);
  return session === null || owesSecondFactor(session) ? null : session;
}

/** Like `sessionOfCookies`, also for a user who has to set up a second factor. */
export async function anySessionOfCookies(
  cookies: Record<string, string>,
  https: boolean,
): Promise<Session | null> {
  // getToken reads only a request's cookies and headers.
  const request = { cookies, headers: {} } as Parameters<typeof getToken>[0]["req"];
  const token = await getToken({
    req: request,
    secret: settings().authSecret,
    cookieName: cookieName("session", https),
  });
  if (typeof token?.sessionId !== "string") return null;
  const found = findSession(readDb(), token.sessionId, Date.now());
  return found === undefined ? null : { id: token.sessionId, ...found };
}

/** The session, if its user has the right of `scope`. Throws what `authorise` throws. */
export function admit(session: Session | null, scope: Scope): Session {
  authorise(session === null ? null : actorOf(session), scope);
  // authorise has thrown for null.
  return session as Session;
}

export const actorOf = ({ user }: Session): Actor => ({
  kind: "user",
  id: user.id,
  name: user.name,
  role: user.role,
});
