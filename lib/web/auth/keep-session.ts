import { cookies, headers } from "next/headers";
import { encode } from "next-auth/jwt";
import { userRow } from "#db/queries/users.ts";
import { readDb } from "#db/read.ts";
import { SESSION_MS, type SessionKind } from "#lib/domain/people/session.ts";
import { settings } from "#lib/settings.ts";
import { DEVICE_COOKIE_DAYS, deviceOf, newDeviceCookie } from "./device-cookie.ts";
import { cookieName, cookieOptions, type SessionIds } from "./options.ts";

const DAY_S = 86_400;

/**
 * Gives the browser whose action runs the cookies of a session that has begun, and one that marks it as known
 * to the account, unless it has that already.
 */
export async function keepSession({ userId, sessionId }: SessionIds, kind: SessionKind): Promise<void> {
  const [https, jar] = [await isHttps(), await cookies()];
  const secret = settings().authSecret;
  const maxAge = SESSION_MS[kind] / 1_000;
  const token = await encode({ token: { sub: userId, sessionId }, secret, maxAge });
  jar.set(cookieName("session", https), token, { ...cookieOptions(https), maxAge });
  const device = jar.get(cookieName("device", https))?.value;
  const account = { id: userId, passwordHash: userRow(readDb(), userId)?.passwordHash ?? "" };
  if (deviceOf(secret, device, account) !== null) return;
  jar.set(cookieName("device", https), newDeviceCookie(secret, account), {
    ...cookieOptions(https),
    maxAge: DEVICE_COOKIE_DAYS * DAY_S,
  });
}

const isHttps = async (): Promise<boolean> => (await headers()).get("x-forwarded-proto") === "https";

/** Who calls an action without a session, and the User-Agent of their browser. */
export async function stranger() {
  const sent = await headers();
  const address = sent.get("x-forwarded-for") ?? undefined;
  const browser = sent.get("user-agent") ?? undefined;
  return { actor: { kind: "nobody" as const, address }, browser };
}
