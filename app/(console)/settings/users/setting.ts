import type { ActSetting } from "#components/users/use-user-acts.tsx";
import type { Session } from "#lib/web/auth/session.ts";
import { hasPasswordSignIn, oidcName, publicAddress } from "#lib/web/auth/ways-in.ts";
import {
  allowOidc,
  changeUser,
  deleteUser,
  disableUser,
  enableUser,
  endSessions,
  makeResetLink,
  resetSecondFactor,
  setUserRole,
} from "./actions.ts";

const actions = {
  change: changeUser,
  setRole: setUserRole,
  makeResetLink,
  endSessions,
  resetSecondFactor,
  allowOidc,
  disable: disableUser,
  enable: enableUser,
  remove: deleteUser,
};

/** What an admin's page needs for the acts on users. */
export const actSetting = ({ user }: Session): ActSetting => ({
  actions,
  baseUrl: publicAddress(),
  oidcName: oidcName(),
  passwords: hasPasswordSignIn(),
  selfId: user.id,
});
