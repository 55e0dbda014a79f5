"use server";

import { redirect } from "next/navigation";
import type { PostedRefusal } from "#components/form/use-posted-form.ts";
import { PASSWORD_SET } from "#components/sign-in-paths.ts";
import { actAs } from "#lib/web/action.ts";
import { textOf } from "#lib/web/auth/form-text.ts";
import { keepSession, stranger } from "#lib/web/auth/keep-session.ts";
import { hasPasswordSignIn } from "#lib/web/auth/ways-in.ts";

const NO_PASSWORDS = "Nobody signs in by password here: use single sign-on.";

/**
 * Sets the password of a link's user and signs them in, or leads them to sign-in if they have a second factor.
 * Works without a script.
 */
export async function acceptLink(_: PostedRefusal | null, form: FormData): Promise<PostedRefusal | null> {
  if (!hasPasswordSignIn()) return { message: NO_PASSWORDS, atField: false };
  const { actor, browser } = await stranger();
  const input = { token: textOf(form, "token"), password: textOf(form, "password"), browser };
  const result = await actAs(actor, "users.accept-link", input);
  if (!result.ok) return { message: result.message, atField: result.issues[0]?.path === "password" };
  const { userId, sessionId } = result.value;
  if (sessionId === null) redirect(PASSWORD_SET);
  await keepSession({ userId, sessionId }, "password");
  redirect("/");
}
