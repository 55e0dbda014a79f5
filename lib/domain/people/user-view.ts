import type { Role } from "./actor.ts";
import type { UserState } from "./user-state.ts";

/** A user as pages and the command line show them. Times are ms since 1970. */
export type UserView = {
  id: string;
  email: string;
  name: string;
  role: Role;
  state: UserState;
  hasSecondFactor: boolean;
  /** Whether an identity at the OpenID provider is linked, or may link itself at its next sign-in. */
  singleSignOn: "linked" | "allowed" | "none";
  createdAt: number;
  lastSignInAt: number | null;
};

/** A role as people read it. */
export const ROLE_WORDS: Record<Role, string> = { admin: "Admin", operator: "Operator", viewer: "Viewer" };

/** What a role allows, in one sentence. */
export const ROLE_MEANS: Record<Role, string> = {
  admin: "Everything: also channels, rules, users, API keys and the audit log.",
  operator:
    "Sees everything but the audit log; changes alerts' status, redelivers, sends now, cancels, mutes, stops jobs, tests saved channels.",
  viewer: "Looks at everything but the audit log and what receivers answered.",
};
