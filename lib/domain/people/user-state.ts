export const USER_STATES = ["invited", "active", "disabled"] as const;
export type UserState = (typeof USER_STATES)[number];

type StateFacts = { passwordHash: string | null; oidcSubject: string | null; disabledAt: number | null };

/**
 * Whether a user may sign in: `active` has a way to, `invited` has none yet, `disabled` may not whatever they
 * have.
 *
 * Example: { passwordHash: null, oidcSubject: null, disabledAt: null } → "invited"
 */
export function userState({ passwordHash, oidcSubject, disabledAt }: StateFacts): UserState {
  if (disabledAt !== null) return "disabled";
  return passwordHash === null && oidcSubject === null ? "invited" : "active";
}
