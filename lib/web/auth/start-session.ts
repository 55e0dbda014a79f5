import { cookies, headers } from "next/headers";
import { encode } from "next-auth/jwt";
import { SESSION_MS } from "#lib/domain/people/session.ts";
import type { SignInInput } from "#lib/domain/people/user.ts";
import { settings } from "#lib/settings.ts";
import { DEVICE_COOKIE_DAYS } from "./device-cookie.ts";
import { cookieName, cookieOptions } from "./options.ts";
import { signIn } from "./sign-in.ts";

const DAY_S = 86_400;

/**
 * Signs in the browser that posted a form, with the cookies that next-auth's own route would set. The caller
 * must have checked that the form is ours. Throws what `signIn` throws.
 */
export async function startSession({ email, password }: SignInInput): Promise<void> {
  const [sent, jar] = [await headers(), await cookies()];
  const https = sent.get("x-forwarded-proto") === "https";
  const session = await signIn({
    email,
    password,
    address: sent.get("x-forwarded-for") ?? "",
    browser: sent.get("user-agent") ?? undefined,
    deviceCookie: jar.get(cookieName("device", https))?.value,
  });
  const token = await encode({
    token: { sub: session.userId, sessionId: session.sessionId },
    secret: settings().authSecret,
    maxAge: SESSION_MS.password / 1_000,
  });
  const keep = (name: "session" | "device", value: string, maxAge: number) =>
    jar.set(cookieName(name, https), value, { ...cookieOptions(https), maxAge });
  keep("session", token, SESSION_MS.password / 1_000);
  keep("device", session.deviceCookie, DEVICE_COOKIE_DAYS * DAY_S);
}
