import { cookies, headers } from "next/headers";
import type { SignInInput } from "#lib/domain/people/user.ts";
import { keepSession } from "./keep-session.ts";
import { cookieName } from "./options.ts";
import { signIn } from "./sign-in.ts";

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
  await keepSession(session, "password");
}
