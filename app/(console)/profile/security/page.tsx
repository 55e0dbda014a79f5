import type { Metadata } from "next";
import { PROFILE } from "#components/paths.ts";
import { PasswordSection } from "#components/profile/password-section.tsx";
import { ProfileTabs } from "#components/profile/profile-tabs.tsx";
import { SecondFactorSection } from "#components/profile/second-factor-section.tsx";
import { type ListedSession, SessionsSection } from "#components/profile/sessions-section.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { secondFactorView } from "#db/queries/second-factors.ts";
import { sessionsOf } from "#db/queries/sessions.ts";
import { readDb } from "#db/read.ts";
import { browserInWords } from "#lib/domain/people/browser.ts";
import { isSecondFactorRequired } from "#lib/web/auth/open-session.ts";
import { requireSession, type Session } from "#lib/web/auth/session.ts";
import { hasPasswordSignIn } from "#lib/web/auth/ways-in.ts";
import { endOtherSessions, endSession, makeRecoveryCodes, removeSecondFactor } from "../actions.ts";
import { SingleSignOnCard } from "../single-sign-on-card.tsx";

export const metadata: Metadata = { title: "Security · Profile" };

type Props = { searchParams: Promise<{ "single-sign-on"?: string | string[] }> };

export default async function ProfileSecurityPage({ searchParams }: Props) {
  const session = await requireSession();
  const now = Date.now();
  const passwords = { hasPassword: session.hasPassword, passwordSignIn: hasPasswordSignIn() };
  const { "single-sign-on": outcome } = await searchParams;
  return (
    <div className="flex w-full max-w-180 flex-col gap-5">
      <PageHeader title="Profile" path={PROFILE} />
      <ProfileTabs />
      <PasswordSection {...passwords} />
      <SecondFactorSection
        {...passwords}
        factor={secondFactorView(readDb(), session.user.id)}
        required={isSecondFactorRequired()}
        now={now}
        makeRecoveryCodes={makeRecoveryCodes}
        removeSecondFactor={removeSecondFactor}
      />
      <SingleSignOnCard outcome={typeof outcome === "string" ? outcome : undefined} />
      <SessionsSection
        sessions={listed(session, now)}
        now={now}
        endSession={endSession}
        endOtherSessions={endOtherSessions}
      />
    </div>
  );
}

/** The user's sessions, the present one first. */
function listed({ id: present, user }: Session, now: number): ListedSession[] {
  return sessionsOf(readDb(), user.id, now)
    .map(({ id, browser, address, kind, createdAt, lastSeenAt }) => ({
      id,
      browser: browserInWords(browser),
      address,
      kind,
      createdAt,
      lastSeenAt,
      isPresent: id === present,
    }))
    .sort((a, b) => Number(b.isPresent) - Number(a.isPresent));
}
