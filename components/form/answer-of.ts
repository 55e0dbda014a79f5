import { unstable_isUnrecognizedActionError, unstable_rethrow } from "next/navigation";
import { untilBack } from "#components/live/reach.ts";
import { signInHref } from "#components/paths.ts";
import type { ActionResult } from "#lib/domain/action-result.ts";
import { hasUnsavedChanges } from "./unsaved-changes.tsx";

export const NO_ANSWER = "Tocsin did not answer: check that it runs and that you are online, then try again.";

const UPDATED = "Tocsin was updated since this page was opened: copy what you typed, then reload the page.";

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
    if (unstable_isUnrecognizedActionError(error)) return { ok: false, message: UPDATED, issues: [] };
    void untilBack();
    return { ok: false, message: NO_ANSWER, issues: [], unreachable: true };
  }
}
