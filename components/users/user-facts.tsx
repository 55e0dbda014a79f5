import type { ReactNode } from "react";
import { KeyValue } from "#components/ui/key-values.tsx";
import { OutsideText } from "#components/ui/outside-text.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { ROLE_MEANS, ROLE_WORDS, type UserView } from "#lib/domain/people/user-view.ts";

/** Name and email, for people who may only look. */
export function NameFacts({ user: { name, email } }: { user: UserView }) {
  return (
    <>
      <KeyValue label="Name">
        <OutsideText text={name} />
      </KeyValue>
      <KeyValue label="Email">
        <OutsideText text={email} />
      </KeyValue>
    </>
  );
}

type FactsProps = {
  user: UserView;
  /** The number of browsers in which they are signed in. */
  sessions: number;
  /** The server's clock, ms since 1970. */
  now: number;
  /** The name of single sign-on; null if it is not set up. */
  oidcName: string | null;
};

/** What a user may do and how they sign in. */
export function AccessFacts({ user, sessions, now, oidcName }: FactsProps) {
  return (
    <>
      <KeyValue label="Role">
        {ROLE_WORDS[user.role]}
        <span className="block text-muted text-sm">{ROLE_MEANS[user.role]}</span>
      </KeyValue>
      <KeyValue label="Second factor">{user.hasSecondFactor ? "On" : "Off"}</KeyValue>
      {oidcName !== null && <KeyValue label={oidcName}>{SINGLE_SIGN_ON[user.singleSignOn]}</KeyValue>}
      <KeyValue label="Last sign-in">{timeOr("Never", user.lastSignInAt, now)}</KeyValue>
      <KeyValue label="Signed in">{browsers(sessions)}</KeyValue>
      <KeyValue label="Added">{timeOr("", user.createdAt, now)}</KeyValue>
    </>
  );
}

const SINGLE_SIGN_ON: Record<UserView["singleSignOn"], string> = {
  linked: "Linked",
  allowed: "The next sign-in with this email is linked",
  none: "Not linked",
};

const timeOr = (otherwise: string, at: number | null, now: number): ReactNode =>
  at === null ? otherwise : <RelativeTime at={at} now={now} />;

function browsers(sessions: number): string {
  if (sessions === 0) return "In no browser";
  return sessions === 1 ? "In 1 browser" : `In ${sessions} browsers`;
}
