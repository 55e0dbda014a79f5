import { headers } from "next/headers";
import type { SignInInput } from "#lib/domain/people/user.ts";
import { cookieOf, keepCookie } from "./cookies.ts";
import { keepSession } from "./keep-session.ts";
import { SECOND_STEP_MS } from "./second-step.ts";
import { type Asking, accountAtSecondStep, signIn, signInByCode } from "./sign-in.ts";

/**
 * Signs in the browser that posted a form, with the cookies that next-auth's own route would set. Returns
 * whether it owes a code first. The caller must have checked that the form is ours. Throws what `signIn`
 * throws.
 */
export async function startSession({ email, password }: SignInInput): Promise<{ codeWanted: boolean }> {
  const outcome = await signIn({ email, password, ...(await asking()) });
  if ("session" in outcome) await keepSession(outcome.session, "password");
  else await keepCookie("second-step", outcome.secondStep, SECOND_STEP_MS / 1_000);
  return { codeWanted: "secondStep" in outcome };
}

/**
 * Signs in the browser that has given the right password and now sends a code. The caller must have checked
 * that the form is ours. Throws what `signInByCode` throws.
 */
export async function startSessionByCode(code: string): Promise<void> {
  const token = await cookieOf("second-step");
  await keepSession(await signInByCode({ code, token, ...(await asking()) }), "password");
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
