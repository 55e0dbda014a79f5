import { unstable_rethrow } from "next/navigation";
import type { ActionResult } from "#lib/domain/action-result.ts";
import { hasUnsavedChanges } from "./unsaved-changes.tsx";

export const UNREACHABLE =
  "Tocsin did not answer: check that it runs and that you are online, then try again.";

/**
 * An action's answer. A server that can't be reached counts as a refusal. If the session has ended, this
 * opens sign-in, which leads back to this page, unless that would lose what was typed.
 */
export async function answerOf<T>(asked: Promise<ActionResult<T>>): Promise<ActionResult<T>> {
  try {
    const result = await asked;
    if (!result.ok && result.signedOut && !hasUnsavedChanges()) location.assign(signInHref());
    return result;
  } catch (error) {
    // An action may redirect, for example to sign-in.
    unstable_rethrow(error);
    return { ok: false, message: UNREACHABLE, issues: [] };
  }
}

/** Sign-in, which leads back to the page in view. */
export const signInHref = (): string =>
  `/login?next=${encodeURIComponent(location.pathname + location.search)}`;
