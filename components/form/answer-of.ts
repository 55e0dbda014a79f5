import { unstable_isUnrecognizedActionError, unstable_rethrow } from "next/navigation";
import { untilBack } from "#components/live/reach.ts";
import { signInHref } from "#components/paths.ts";
import type { ActionResult } from "#lib/domain/action-result.ts";
import { hasUnsavedChanges } from "./unsaved-changes.tsx";

export const NO_ANSWER = "Tocsin did not answer: check that it runs and that you are online, then try again.";

const UPDATED = "Tocsin was updated since this page was opened: copy what you typed, then reload the page.";

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
    if (unstable_isUnrecognizedActionError(error)) return { ok: false, message: UPDATED, issues: [] };
    void untilBack();
    return { ok: false, message: NO_ANSWER, issues: [], unreachable: true };
  }
}
