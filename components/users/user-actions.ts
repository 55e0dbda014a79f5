import type { ActionResult } from "#lib/domain/action-result.ts";
import type { Role } from "#lib/domain/people/actor.ts";
import type { AccountLinkKind } from "#lib/domain/people/session.ts";
import type { UserChangesInput } from "#lib/domain/people/user-schema.ts";

type Act = (id: string) => Promise<ActionResult>;

/** A link that is shown this once. */
export type ShownLink = { kind: AccountLinkKind; token: string };

/** What an admin can do with a user. */
export type UserActions = {
  change: (id: string, changes: UserChangesInput) => Promise<ActionResult>;
  setRole: (id: string, role: Role) => Promise<ActionResult>;
  makeResetLink: (id: string) => Promise<ActionResult<ShownLink>>;
  endSessions: Act;
  resetSecondFactor: Act;
  allowOidc: Act;
  disable: Act;
  enable: Act;
  remove: Act;
};
