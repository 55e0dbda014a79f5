"use server";

import { redirect } from "next/navigation";
import type { PostedRefusal } from "#components/form/use-posted-form.ts";
import { actAs } from "#lib/web/action.ts";
import { textOf } from "#lib/web/auth/form-text.ts";
import { keepSession, stranger } from "#lib/web/auth/keep-session.ts";

/** Signs in by a link of the command line. Works without a script. */
export async function signInByLink(_: PostedRefusal | null, form: FormData): Promise<PostedRefusal | null> {
  const { actor, browser } = await stranger();
  const result = await actAs(actor, "users.sign-in-by-link", { token: textOf(form, "token"), browser });
  if (!result.ok) return { message: result.message, atField: false };
  await keepSession(result.value, "link");
  redirect("/");
}
