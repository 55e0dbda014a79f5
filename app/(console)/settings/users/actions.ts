"use server";

import { revalidatePath } from "next/cache";
import type { ShownLink } from "#components/users/user-actions.ts";
import type { ActionResult } from "#lib/domain/action-result.ts";
import type { Role } from "#lib/domain/people/actor.ts";
import type { InviteInput, UserChangesInput } from "#lib/domain/people/user-schema.ts";
import type { VerbName } from "#lib/engine/client.ts";
import { act } from "#lib/web/action.ts";

/* All of these need the right to manage. */

/** Makes a user, and the link with which they choose a password. */
export async function inviteUser(input: InviteInput): Promise<ActionResult<ShownLink>> {
  return linkOf(await changing("users.invite", input));
}

/** Changes a user's name or email. */
export async function changeUser(id: string, changes: UserChangesInput): Promise<ActionResult> {
  return done(await changing("users.update", { id, changes }));
}

/** Changes a user's role, which signs them out everywhere. */
export async function setUserRole(id: string, role: Role): Promise<ActionResult> {
  return done(await changing("users.set-role", { id, role }));
}

/** Makes a link with which a user chooses a new password, or a new invite. */
export async function makeResetLink(id: string): Promise<ActionResult<ShownLink>> {
  return linkOf(await changing("users.make-reset-link", { id }));
}

export async function endSessions(id: string): Promise<ActionResult> {
  return done(await changing("users.end-sessions", { id }));
}

export async function resetSecondFactor(id: string): Promise<ActionResult> {
  return done(await changing("users.reset-second-factor", { id }));
}

/** Lets the next single sign-on with a user's email link itself. */
export async function allowOidc(id: string): Promise<ActionResult> {
  return done(await changing("users.allow-oidc", { id }));
}

export async function disableUser(id: string): Promise<ActionResult> {
  return done(await changing("users.disable", { id }));
}

export async function enableUser(id: string): Promise<ActionResult> {
  return done(await changing("users.enable", { id }));
}

export async function deleteUser(id: string): Promise<ActionResult> {
  return done(await changing("users.delete", { id }));
}

async function changing<Name extends VerbName>(verb: Name, input: unknown) {
  const result = await act(verb, input);
  revalidatePath("/settings/users", "layout");
  return result;
}

const done = (result: ActionResult<unknown>): ActionResult =>
  result.ok ? { ok: true, value: undefined } : result;

const linkOf = (result: ActionResult<ShownLink>): ActionResult<ShownLink> =>
  result.ok ? { ok: true, value: { kind: result.value.kind, token: result.value.token } } : result;
