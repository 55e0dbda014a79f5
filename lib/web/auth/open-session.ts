import { findSession, type OpenSession } from "#db/queries/users.ts";
import { readDb } from "#db/read.ts";
import { settings } from "#lib/settings.ts";

/** The session with this id, if it may open pages now. */
export function openSession(id: string, now: number): OpenSession | undefined {
  const session = findSession(readDb(), id, now);
  return session === undefined || owesSecondFactor(session) ? undefined : session;
}

/**
 * Whether the user must set up a second factor before anything else. Single sign-on has one of its own, and who
 * has no password needs none here.
 */
export const owesSecondFactor = ({ kind, hasPassword, hasSecondFactor }: OpenSession): boolean =>
  isSecondFactorRequired() && kind !== "oidc" && hasPassword && !hasSecondFactor;

/** Whether users must have a second factor: it is asked for after a password only. */
export function isSecondFactorRequired(): boolean {
  const { requireSecondFactor, passwordSignIn } = settings();
  return requireSecondFactor && passwordSignIn;
}
