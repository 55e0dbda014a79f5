import { headers } from "next/headers";
import { encode } from "next-auth/jwt";
import { accountById } from "#db/queries/users.ts";
import { readDb } from "#db/read.ts";
import { SESSION_MS, type SessionKind } from "#lib/domain/people/session.ts";
import { settings } from "#lib/settings.ts";
import { cookieOf, keepCookie } from "./cookies.ts";
import { DEVICE_COOKIE_DAYS, keptDeviceCookie } from "./device-cookie.ts";
import type { SessionIds } from "./options.ts";

/**
 * Gives the browser whose action runs the cookies of a session that has begun, and one that marks it as known
 * to the account.
 */
export async function keepSession({ userId, sessionId }: SessionIds, kind: SessionKind): Promise<void> {
  const maxAge = SESSION_MS[kind] / 1_000;
  const { authSecret: secret } = settings();
  await keepCookie("session", await encode({ token: { sub: userId, sessionId }, secret, maxAge }), maxAge);
  await keepThisDevice(userId);
}

/** Makes this browser known to the account of a user, as one from which nobody else can be locked out. */
export async function keepThisDevice(userId: string): Promise<void> {
  const { authSecret } = settings();
  const account = { id: userId, passwordHash: accountById(readDb(), userId)?.passwordHash ?? "" };
  const cookie = keptDeviceCookie(authSecret, await cookieOf("device"), account);
  await keepCookie("device", cookie, DEVICE_COOKIE_DAYS * 86_400);
}

/** Who calls an action without a session, and the User-Agent of their browser. */
export async function stranger() {
  const sent = await headers();
  const address = sent.get("x-forwarded-for") ?? undefined;
  const browser = sent.get("user-agent") ?? undefined;
  return { actor: { kind: "nobody" as const, address }, browser };
}
