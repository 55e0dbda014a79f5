import { Users } from "lucide-react";
import type { Metadata } from "next";
import { USERS } from "#components/paths.ts";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { InviteUser } from "#components/users/invite-user.tsx";
import { may } from "#lib/domain/people/actor.ts";
import { actorOf, requireSession } from "#lib/web/auth/session.ts";
import { hasPasswordSignIn, publicAddress } from "#lib/web/auth/ways-in.ts";
import { inviteUser } from "../actions.ts";

export const metadata: Metadata = { title: "Invite user" };

export default async function InviteUserPage() {
  const session = await requireSession();
  if (!may(actorOf(session), "manage")) return <NoInvites>{ONLY_ADMINS}</NoInvites>;
  if (!hasPasswordSignIn()) return <NoInvites>{NO_PASSWORDS}</NoInvites>;
  return <InviteUser baseUrl={publicAddress()} invite={inviteUser} />;
}

const ONLY_ADMINS = "Only admins invite users: ask one of them.";
const NO_PASSWORDS =
  "Nobody signs in by password here, so nobody needs an invite: users are made when they first use single sign-on.";

function NoInvites({ children }: { children: string }) {
  return (
    <div className="flex flex-col gap-4">
      <PageHeader title="Invite user" />
      <EmptyState icon={<Users />} action={<ButtonLink href={USERS}>Show users</ButtonLink>}>
        {children}
      </EmptyState>
    </div>
  );
}
