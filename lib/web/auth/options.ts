import { randomUUID } from "node:crypto";
import type { NextAuthOptions } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { SESSION_DAYS } from "#lib/domain/people/user.ts";
import { settings } from "#lib/settings.ts";

/** A name of ours for a cookie; by https the browser takes it only from this very host. */
export const cookieName = (name: "session" | "device", https: boolean): string =>
  `${https ? "__Host-" : ""}tocsin-${name}`;

/** For a cookie that no script and no other site gets. */
export const cookieOptions = (https: boolean) =>
  ({ httpOnly: true, sameSite: "lax", path: "/", secure: https }) as const;

export type SessionIds = { userId: string; sessionId: string };

const silent = () => {};

/** next-auth with email and password; the cookie names a session row, which decides. `authorize` starts that session. */
export function authOptions(https: boolean, authorize: () => Promise<SessionIds | null>): NextAuthOptions {
  return {
    secret: settings().authSecret,
    session: { strategy: "jwt", maxAge: SESSION_DAYS * 86_400 },
    useSecureCookies: https,
    cookies: {
      sessionToken: { name: cookieName("session", https), options: cookieOptions(https) },
      // Where to go after it is for the page to decide: a name that nobody can guess is a cookie that nobody sends.
      callbackUrl: { name: `unused-${randomUUID()}`, options: {} },
    },
    providers: [
      Credentials({
        credentials: { email: {}, password: {} },
        authorize: async () => {
          const session = await authorize();
          return session && { id: session.userId, sessionId: session.sessionId };
        },
      }),
    ],
    // It writes what a request holds as it is.
    logger: { error: silent, warn: silent, debug: silent },
    callbacks: {
      jwt: ({ token, user }) => (user ? { sub: user.id, sessionId: user.sessionId } : token),
    },
  };
}

declare module "next-auth" {
  interface User {
    sessionId: string;
  }
}

declare module "next-auth/jwt" {
  interface JWT {
    sessionId?: string;
  }
}
