import { cookies, headers } from "next/headers";
import { encode } from "next-auth/jwt";
import { SESSION_MS } from "#lib/domain/people/session.ts";
import type { SignInInput } from "#lib/domain/people/user.ts";
import { settings } from "#lib/settings.ts";
import { DEVICE_COOKIE_DAYS } from "./device-cookie.ts";
import { type CookieName, cookieName, cookieOptions } from "./options.ts";
import { SECOND_STEP_MS } from "./second-step.ts";
import {
  type Asking,
  accountAtSecondStep,
  newDeviceCookieFor,
  type StartedSession,
  signIn,
  signInByCode,
} from "./sign-in.ts";

const DAY_S = 86_400;

/**
 * Signs in the browser that posted a form, with the cookies that next-auth's own route would set. Returns
 * whether it owes a code first. The caller must have checked that the form is ours. Throws what `signIn`
 * throws.
 */
export async function startSession({ email, password }: SignInInput): Promise<{ codeWanted: boolean }> {
  const outcome = await signIn({ email, password, ...(await asking()) });
  if ("session" in outcome) await keepSession(outcome.session);
  else await keepCookie("second-step", outcome.secondStep, SECOND_STEP_MS / 1_000);
  return { codeWanted: "secondStep" in outcome };
}

/**
 * Signs in the browser that has given the right password and now sends a code. The caller must have checked
 * that the form is ours. Throws what `signInByCode` throws.
 */
export async function startSessionByCode(code: string): Promise<void> {
  await keepSession(await signInByCode({ code, token: await cookieOf("second-step"), ...(await asking()) }));
  await keepCookie("second-step", "", 0);
}

/** The email of the account for which this browser owes a code; null if it owes none. */
export async function emailAtSecondStep(): Promise<string | null> {
  return accountAtSecondStep(await cookieOf("second-step"))?.email ?? null;
}

async function asking(): Promise<Asking> {
  const sent = await headers();
  return {
    address: sent.get("x-forwarded-for") ?? "",
    browser: sent.get("user-agent") ?? undefined,
    deviceCookie: await cookieOf("device"),
  };
}

async function keepSession({ userId, sessionId, deviceCookie }: StartedSession): Promise<void> {
  const maxAge = SESSION_MS.password / 1_000;
  const token = { sub: userId, sessionId };
  await keepCookie("session", await encode({ token, secret: settings().authSecret, maxAge }), maxAge);
  await keepDevice(deviceCookie);
}

/** Makes this browser known again to the account of a user who has just changed the password. */
export async function keepThisDevice(userId: string): Promise<void> {
  const deviceCookie = newDeviceCookieFor(userId);
  if (deviceCookie !== null) await keepDevice(deviceCookie);
}

/** Keeps the cookie by which this browser is known to have signed in. */
const keepDevice = (deviceCookie: string): Promise<void> =>
  keepCookie("device", deviceCookie, DEVICE_COOKIE_DAYS * DAY_S);

async function cookieOf(name: CookieName): Promise<string | undefined> {
  return (await cookies()).get(cookieName(name, await isHttps()))?.value;
}

/** `maxAge` is in seconds; 0 removes the cookie. */
async function keepCookie(name: CookieName, value: string, maxAge: number): Promise<void> {
  const https = await isHttps();
  (await cookies()).set(cookieName(name, https), value, { ...cookieOptions(https), maxAge });
}

const isHttps = async (): Promise<boolean> => (await headers()).get("x-forwarded-proto") === "https";
