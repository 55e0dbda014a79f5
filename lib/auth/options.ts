import type { NextAuthOptions } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { SESSION_DAYS } from "#lib/domain/user.ts";
import { engine } from "#lib/engine/client.ts";
import { settings } from "#lib/settings.ts";
import { limitSignIns } from "./sign-in-limit.ts";

/** Whether the browser reaches us by https, so that the cookie may insist on it. */
export const isHttps = (): boolean => settings().baseUrl?.startsWith("https://") ?? false;

export const sessionCookieName = (): string => (isHttps() ? "__Host-tocsin-session" : "tocsin-session");

/** next-auth calls them strings, and hands on whatever a JSON body holds. */
const text = (given: unknown): string => (typeof given === "string" ? given : "");

/** next-auth with email and password; the cookie names a session row, which decides. */
export function authOptions(): NextAuthOptions {
  return {
    secret: settings().authSecret,
    session: { strategy: "jwt", maxAge: SESSION_DAYS * 86_400 },
    pages: { signIn: "/login", error: "/login" },
    useSecureCookies: isHttps(),
    cookies: {
      sessionToken: {
        name: sessionCookieName(),
        options: { httpOnly: true, sameSite: "lax", path: "/", secure: isHttps() },
      },
    },
    providers: [
      Credentials({
        credentials: { email: {}, password: {} },
        authorize: async (credentials, request) => {
          const input = { email: text(credentials?.email), password: text(credentials?.password) };
          const address = String(request.headers?.["x-forwarded-for"] ?? "");
          const session = await limitSignIns({ address, email: input.email }, () =>
            engine().run("users.sign-in", { actor: { kind: "nobody" }, input }),
          );
          return { id: session.userId, sessionId: session.sessionId };
        },
      }),
    ],
    events: {
      // next-auth's own sign-out only clears the cookie of this browser: a copy of it must be worth nothing too.
      signOut: async ({ token }) => {
        const { sessionId } = token;
        if (sessionId !== undefined)
          await engine().run("users.sign-out", { actor: { kind: "nobody" }, input: { sessionId } });
      },
    },
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
