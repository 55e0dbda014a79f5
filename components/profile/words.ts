import type { SessionKind } from "#lib/domain/people/session.ts";

/** "2 other sessions have ended." */
export function sessionsEnded(count: number): string {
  if (count === 0) return "There was no other session.";
  return count === 1 ? "One other session has ended." : `${count} other sessions have ended.`;
}

export const BY_KIND: Record<SessionKind, string> = {
  password: "by password",
  oidc: "by single sign-on",
  link: "by a sign-in link",
};

/** "7 of 10 recovery codes are left." */
export function codesLeftInWords(left: number, all: number): string {
  if (left === 0) return "No recovery code is left: make new ones.";
  return left === 1 ? `1 of ${all} recovery codes is left.` : `${left} of ${all} recovery codes are left.`;
}
