import { unstable_rethrow } from "next/navigation";
import type { ActionResult } from "#lib/domain/action-result.ts";
import { hasUnsavedChanges } from "./unsaved-changes.tsx";

export const UNREACHABLE =
  "Tocsin did not answer: check that it runs and that you are online, then try again.";

/**
 * What an action answers; where it can't be reached, that is a refusal too. Where nobody is signed in any more it leads
 * to sign-in, and from there back to this page, unless the page holds what was typed.
 */
export async function answerOf<T>(asked: Promise<ActionResult<T>>): Promise<ActionResult<T>> {
  try {
    const result = await asked;
    if (!result.ok && result.signedOut && !hasUnsavedChanges()) location.assign(signInHref());
    return result;
  } catch (error) {
    // An action may lead elsewhere, as to sign-in.
    unstable_rethrow(error);
    return { ok: false, message: UNREACHABLE, issues: [] };
  }
}

/** Sign-in, and after it back to the page in view. */
export const signInHref = (): string =>
  `/login?next=${encodeURIComponent(location.pathname + location.search)}`;
