import type { NextRequest } from "next/server";
import { decode, encode } from "next-auth/jwt";
import { randomNonce, randomPKCECodeVerifier, randomState } from "openid-client";
import { settings } from "#lib/settings.ts";
import { cookieName, cookieOptions } from "#lib/web/auth/options.ts";
import type { Checks } from "./exchange.ts";

/** What a browser is about to do at the provider: sign in, or link itself to the user who is signed in. */
export type Purpose = { kind: "sign-in"; next: string } | { kind: "link"; userId: string };

export type Pending = Checks & Purpose;

/** How long a person may take at the provider, s. */
const LASTS_S = 600;
/** With it, no other cookie of Tocsin can be taken for this one. */
const SALT = "oidc";

export const newPending = (purpose: Purpose): Pending => ({
  ...purpose,
  state: randomState(),
  nonce: randomNonce(),
  verifier: randomPKCECodeVerifier(),
});

export type PendingCookie = {
  name: string;
  value: string;
  options: ReturnType<typeof cookieOptions> & { maxAge: number };
};

/** Keeps a pending sign-in in the browser, sealed: the server keeps nothing for people who never come back. */
export async function pendingCookie(pending: Pending, https: boolean): Promise<PendingCookie> {
  const value = await encode({
    token: { pending },
    secret: settings().authSecret,
    salt: SALT,
    maxAge: LASTS_S,
  });
  return { name: cookieName("oidc", https), value, options: { ...cookieOptions(https), maxAge: LASTS_S } };
}

/**
 * The sign-in that this browser began, by its cookie and the state that came back; null for one that it did
 * not begin, that is too old, or that was taken before.
 */
export async function takePending(request: NextRequest, https: boolean): Promise<Pending | null> {
  const cookie = request.cookies.get(cookieName("oidc", https))?.value;
  const pending = await openPending(cookie);
  if (pending === null || pending.state !== request.nextUrl.searchParams.get("state")) return null;
  return takeOnce(pending.state, Date.now()) ? pending : null;
}

async function openPending(cookie: string | undefined): Promise<Pending | null> {
  try {
    const token = await decode({ token: cookie ?? "", secret: settings().authSecret, salt: SALT });
    return (token?.pending as Pending | undefined) ?? null;
  } catch {
    return null;
  }
}

/** The states that were taken, oldest first, with the time when their cookie ends, ms since 1970. */
const taken = new Map<string, number>();
const MOST_TAKEN = 10_000;

/** Whether a state is taken for the first time: a copy of the cookie and the address must not sign in again. */
function takeOnce(state: string, now: number): boolean {
  for (const [old, endsAt] of taken) {
    if (endsAt > now && taken.size < MOST_TAKEN) break;
    taken.delete(old);
  }
  if (taken.has(state)) return false;
  // A cookie counts for some seconds longer, as next-auth allows for clocks that differ.
  taken.set(state, now + 2 * LASTS_S * 1_000);
  return true;
}
