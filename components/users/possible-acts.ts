import type { UserView } from "#lib/domain/people/user-view.ts";

/** What an admin can do with a user beside changing the name and the email. */
const USER_ACTS = [
  "set-role",
  "make-reset-link",
  "end-sessions",
  "reset-second-factor",
  "allow-oidc",
  "enable",
  "disable",
  "delete",
] as const;
export type UserAct = (typeof USER_ACTS)[number];

/** What the choice of acts depends on, beside the user. */
export type ActFacts = {
  /** Whether the user is the last active admin, who has to stay one. */
  isLastAdmin: boolean;
  /** The name of single sign-on; null if it is not set up. */
  oidcName: string | null;
  /** Whether anybody signs in by password here. */
  passwords: boolean;
};

/** The acts that would succeed, in the order of the menu. */
export function possibleActs(user: UserView, { isLastAdmin, oidcName, passwords }: ActFacts): UserAct[] {
  const possible: Record<UserAct, boolean> = {
    "set-role": !isLastAdmin,
    "make-reset-link": passwords && user.state !== "disabled",
    "end-sessions": user.state !== "disabled",
    "reset-second-factor": user.hasSecondFactor,
    "allow-oidc": oidcName !== null && user.singleSignOn === "none" && user.state !== "disabled",
    enable: user.state === "disabled",
    disable: user.state !== "disabled" && !isLastAdmin,
    delete: !isLastAdmin,
  };
  return USER_ACTS.filter((act) => possible[act]);
}

/** An act as its menu item and its button say it. */
export function labelOf(act: UserAct, { state }: Pick<UserView, "state">): string {
  if (act === "make-reset-link" && state === "invited") return "New invite link";
  return LABELS[act];
}

const LABELS: Record<UserAct, string> = {
  "set-role": "Change role",
  "make-reset-link": "Reset password",
  "end-sessions": "Sign out everywhere",
  "reset-second-factor": "Reset second factor",
  "allow-oidc": "Allow single sign-on",
  enable: "Enable",
  disable: "Disable",
  delete: "Delete",
};
