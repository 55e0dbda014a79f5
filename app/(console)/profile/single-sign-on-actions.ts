"use server";

import { revalidatePath } from "next/cache";
import { PROFILE_SECURITY } from "#components/paths.ts";
import type { ActionResult } from "#lib/domain/action-result.ts";
import { act, lookUp } from "#lib/web/action.ts";
import { beginLink } from "#lib/web/auth/oidc/begin-link.ts";
import { requireSession } from "#lib/web/auth/session.ts";

/** Begins to link the signed-in user to an identity at the OpenID provider. Returns the address to go to. */
export async function beginToLink(): Promise<ActionResult<{ url: string }>> {
  return lookUp("read", async () => beginLink((await requireSession()).user.id));
}

/** Unlinks the signed-in user from their identity at the OpenID provider. */
export async function unlink(): Promise<ActionResult> {
  const result = await act("users.unlink-oidc", null);
  revalidatePath(PROFILE_SECURITY);
  return result;
}
