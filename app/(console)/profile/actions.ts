"use server";

import { revalidatePath } from "next/cache";
import type { ActionResult } from "#lib/domain/action-result.ts";
import type {
  ChangePasswordInput,
  PresentPasswordInput,
  ProfileInput,
} from "#lib/domain/people/profile-schema.ts";
import { act, actWithPassword, SIGNED_OUT } from "#lib/web/action.ts";
import { keepThisDevice } from "#lib/web/auth/keep-session.ts";
import { currentSession } from "#lib/web/auth/session.ts";

const SECURITY = "/profile/security";

/** Saves the user's own name and time zone. */
export async function saveProfile(input: ProfileInput): Promise<ActionResult> {
  const result = await act("profile.update", input);
  // Every page shows the name, and times in the zone.
  revalidatePath("/", "layout");
  return result;
}

/** Changes the user's own password. Ends all their other sessions; returns how many. */
export async function changePassword(input: ChangePasswordInput): Promise<ActionResult<{ ended: number }>> {
  const session = await currentSession();
  if (session === null) return SIGNED_OUT;
  const result = await actWithPassword("profile.change-password", { ...input, sessionId: session.id });
  if (result.ok) await keepThisDevice(session.user.id);
  revalidatePath(SECURITY);
  return result;
}

/** Ends one of the user's own sessions. */
export async function endSession(sessionId: string): Promise<ActionResult> {
  const result = await act("profile.end-session", { sessionId });
  revalidatePath(SECURITY);
  return result;
}

/** Ends all the user's own sessions but the present one. Returns how many. */
export async function endOtherSessions(): Promise<ActionResult<{ ended: number }>> {
  const session = await currentSession();
  if (session === null) return SIGNED_OUT;
  const result = await act("profile.end-other-sessions", { sessionId: session.id });
  revalidatePath(SECURITY);
  return result;
}

/** Gives the user new recovery codes in place of the earlier ones. Returns them for the only time. */
export async function makeRecoveryCodes(
  input: PresentPasswordInput,
): Promise<ActionResult<{ recoveryCodes: string[] }>> {
  return actWithPassword("profile.make-recovery-codes", input);
}

/** Turns the user's second factor off. */
export async function removeSecondFactor(input: PresentPasswordInput): Promise<ActionResult> {
  const result = await actWithPassword("profile.remove-second-factor", input);
  revalidatePath(SECURITY);
  return result;
}
