import { unstable_rethrow } from "next/navigation";
import type { ActionResult } from "#lib/domain/action-result.ts";

export const UNREACHABLE =
  "Tocsin did not answer: check that it runs and that you are online, then try again.";

/** What an action answers; where it can't be reached, that is a refusal too. */
export async function answerOf<T>(asked: Promise<ActionResult<T>>): Promise<ActionResult<T>> {
  try {
    return await asked;
  } catch (error) {
    // An action may lead elsewhere, as to sign-in.
    unstable_rethrow(error);
    return { ok: false, message: UNREACHABLE, issues: [] };
  }
}
