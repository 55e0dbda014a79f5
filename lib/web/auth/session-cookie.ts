import { getToken } from "next-auth/jwt";
import { findSession, type SessionUser } from "#db/queries/users.ts";
import { readDb } from "#db/read.ts";
import { type Actor, authorise, type Scope } from "#lib/domain/people/actor.ts";
import { settings } from "#lib/settings.ts";
import { cookieName } from "./options.ts";

/** `endsAt` is when it ends at the latest, ms since 1970. */
export type Session = { id: string; user: SessionUser; endsAt: number };

/**
 * The session of a request, by its cookies; null without one. The cookie names a session row, and the row
 * decides. `https` says whether the browser uses https.
 */
export async function sessionOfCookies(
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
