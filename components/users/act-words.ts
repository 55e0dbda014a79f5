import type { UserView } from "#lib/domain/people/user-view.ts";
import type { UserAct } from "./possible-acts.ts";

/** The acts that a question comes before. */
export type AskedAct = Exclude<UserAct, "set-role" | "make-reset-link" | "enable">;

type Words = {
  title: string;
  /** What will happen. */
  text: string;
  confirm: string;
  tone: "danger" | "primary";
  /** Said when it is done. */
  done: string;
};

/** The question before an act, and what is said after it. `oidcName` is what people call single sign-on. */
export function wordsOf(
  act: AskedAct,
  { name, email }: Pick<UserView, "name" | "email">,
  oidcName: string,
): Words {
  const words: Record<AskedAct, Words> = {
    "end-sessions": {
      title: `Sign out ${name} everywhere?`,
      text: "Every browser in which they are signed in is signed out at once. They can sign in again.",
      confirm: "Sign out",
      tone: "primary",
      done: `${name} is signed out everywhere`,
    },
    "reset-second-factor": {
      title: `Reset the second factor of ${name}?`,
      text: "Their authenticator app and their recovery codes stop working, and the password alone lets them in until they set up a new one. Make sure that it is really them who asks.",
      confirm: "Reset",
      tone: "danger",
      done: `${name} has no second factor now`,
    },
    "allow-oidc": {
      title: `Allow ${name} to sign in with ${oidcName}?`,
      text: `The next sign-in with ${oidcName} and the email ${email} is linked to this user, once. From then on ${oidcName} decides on their role.`,
      confirm: "Allow",
      tone: "primary",
      done: `${name} can sign in with ${oidcName}`,
    },
    disable: {
      title: `Disable ${name}?`,
      text: "They are signed out everywhere at once and can't sign in, until an admin enables them. What they have done stays in the audit log.",
      confirm: "Disable",
      tone: "danger",
      done: `${name} is disabled`,
    },
    delete: {
      title: `Delete ${name}?`,
      text: "They are signed out everywhere at once and can't sign in any more. That can't be undone. The audit log keeps their name, and the API keys that they made go on working.",
      confirm: "Delete",
      tone: "danger",
      done: `${name} is deleted`,
    },
  };
  return words[act];
}
