"use server";

import { redirect } from "next/navigation";
import { isAppError } from "#lib/domain/errors.ts";
import { refuseForeignOrigin } from "#lib/web/action.ts";
import { textOf } from "#lib/web/auth/form-text.ts";
import { localPath } from "#lib/web/auth/local-path.ts";
import { startSession } from "#lib/web/auth/start-session.ts";

/**
 * Signs in with the plain form, which needs no script, then redirects to `next` if that is a path of Tocsin.
 * If refused, redirects to the form with the reason's code in the address.
 */
export async function signInByForm(form: FormData): Promise<void> {
  const next = localPath(textOf(form, "next"));
  const refused = await refusalOf({ email: textOf(form, "email"), password: textOf(form, "password") });
  redirect(refused === null ? next : `/login?${new URLSearchParams({ next, refused })}`);
}

async function refusalOf(input: { email: string; password: string }): Promise<string | null> {
  try {
    await refuseForeignOrigin();
    await startSession(input);
    return null;
  } catch (error) {
    if (isAppError(error)) return error.code;
    throw error;
  }
}
