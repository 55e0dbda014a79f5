import { BellOff } from "lucide-react";
import type { Metadata } from "next";
import { CreateMute } from "#components/mutes/create-mute.tsx";
import { MUTES } from "#components/paths.ts";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { may } from "#lib/domain/people/actor.ts";
import { actorOf, requireSession } from "#lib/web/auth/session.ts";
import { createMute } from "../actions.ts";

export const metadata: Metadata = { title: "Mute by filter" };

export default async function NewMutePage() {
  const session = await requireSession();
  if (may(actorOf(session), "operate")) return <CreateMute create={createMute} />;
  return (
    <div className="flex flex-col gap-4">
      <PageHeader title="Mute by filter" />
      <EmptyState icon={<BellOff />} action={<ButtonLink href={MUTES}>Show mutes</ButtonLink>}>
        Only operators and admins mute: ask one of them.
      </EmptyState>
    </div>
  );
}
