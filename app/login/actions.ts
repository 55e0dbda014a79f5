"use server";

import { redirect } from "next/navigation";
import { codePath } from "#components/sign-in-paths.ts";
import { type ErrorCode, isAppError } from "#lib/domain/errors.ts";
import { refuseForeignOrigin } from "#lib/web/action.ts";
import { textOf } from "#lib/web/auth/form-text.ts";
import { localPath } from "#lib/web/auth/local-path.ts";
import { emailAtSecondStep, startSession, startSessionByCode } from "#lib/web/auth/start-session.ts";
import type { SignInRefusal } from "./refusals.ts";

/**
 * Signs in with the plain form, which needs no script, then redirects to `next` if that is a path of Tocsin, or
 * to the second step. If refused, redirects to the form with the reason's code in the address.
 */
export async function signInByForm(form: FormData): Promise<void> {
  const next = localPath(textOf(form, "next"));
  const input = { email: textOf(form, "email"), password: textOf(form, "password") };
  const outcome = await orRefusal(() => startSession(input));
  if (typeof outcome === "string") redirect(signInPath({ next, refused: outcome }));
  redirect(outcome.codeWanted ? codePath({ next }) : next);
}

/**
 * Takes the second step with the code of the form, then redirects to `next`. If refused, redirects to the form,
 * or to the first step if the time for the code is over.
 */
export async function sendCode(form: FormData): Promise<void> {
  const next = localPath(textOf(form, "next"));
  const outcome = await orRefusal(() => startSessionByCode(textOf(form, "code")));
  if (outcome === "forbidden" && (await emailAtSecondStep()) === null)
    redirect(signInPath({ next, refused: "over" }));
  redirect(typeof outcome === "string" ? codePath({ next, refused: outcome }) : next);
}

/** What `start` resolves with, or the code of its refusal. */
async function orRefusal<T>(start: () => Promise<T>): Promise<T | SignInRefusal> {
  try {
    await refuseForeignOrigin();
    return await start();
  } catch (error) {
    if (isAppError(error) && isSignInRefusal(error.code)) return error.code;
    throw error;
  }
}

const isSignInRefusal = (code: ErrorCode): code is SignInRefusal =>
  code !== "not_found" && code !== "conflict";

const signInPath = (query: { next: string; refused: string }): string =>
  `/login?${new URLSearchParams(query)}`;
