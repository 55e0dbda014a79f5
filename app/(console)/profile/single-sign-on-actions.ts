"use server";

import { revalidatePath } from "next/cache";
import { PROFILE_SECURITY } from "#components/paths.ts";
import type { ActionRefusal, ActionResult } from "#lib/domain/action-result.ts";
import { act, lookUp } from "#lib/web/action.ts";
import { beginLink } from "#lib/web/auth/oidc/begin-link.ts";
import { requireSession } from "#lib/web/auth/session.ts";
import { hasPasswordSignIn } from "#lib/web/auth/ways-in.ts";

/** Begins to link the signed-in user to an identity at the OpenID provider. Returns the address to go to. */
export async function beginToLink(): Promise<ActionResult<{ url: string }>> {
  return lookUp("read", async () => beginLink((await requireSession()).user.id));
}

/** Unlinks the signed-in user from their identity at the OpenID provider, unless that is the only way in here. */
export async function unlink(): Promise<ActionResult> {
  if (!hasPasswordSignIn()) return ONLY_WAY_IN;
  const result = await act("users.unlink-oidc", null);
  revalidatePath(PROFILE_SECURITY);
  return result;
}

const ONLY_WAY_IN: ActionRefusal = {
  ok: false,
  message:
    "Nobody signs in with a password here, so you could not sign in any more: nothing was changed. Ask an admin to delete or disable your user instead.",
  issues: [],
};
