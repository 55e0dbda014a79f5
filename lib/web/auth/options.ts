import { randomUUID } from "node:crypto";
import type { NextAuthOptions } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { SESSION_MS } from "#lib/domain/people/session.ts";
import { settings } from "#lib/settings.ts";

/** Besides the session: the browser that has signed in before, one that owes a code, one that is at the provider. */
export type CookieName = "session" | "device" | "second-step" | "oidc";

/** The name of one of Tocsin's cookies. By https the browser accepts it only from this very host. */
export const cookieName = (name: CookieName, https: boolean): string =>
  `${https ? "__Host-" : ""}tocsin-${name}`;

/** Options that hide a cookie from scripts and from other sites. */
export const cookieOptions = (https: boolean) =>
  ({ httpOnly: true, sameSite: "lax", path: "/", secure: https }) as const;

export type SessionIds = { userId: string; sessionId: string };

const silent = () => {};

/**
 * Configures next-auth for email and password. The cookie only names a session row, and that row decides.
 * `authorize` starts the session.
 */
export function authOptions(https: boolean, authorize: () => Promise<SessionIds | null>): NextAuthOptions {
  return {
    secret: settings().authSecret,
    session: { strategy: "jwt", maxAge: SESSION_MS.password / 1_000 },
    useSecureCookies: https,
    cookies: {
      sessionToken: { name: cookieName("session", https), options: cookieOptions(https) },
      // The page decides where to go next, so switch off next-auth's cookie for it: nobody can send a cookie
      // whose name they can't guess.
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
    // next-auth logs parts of a request unmasked.
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
