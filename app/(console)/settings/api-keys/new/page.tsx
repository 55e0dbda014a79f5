import { KeyRound } from "lucide-react";
import type { Metadata } from "next";
import { CreateKeyForm } from "#components/api-keys/create-key-form.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { may } from "#lib/domain/people/actor.ts";
import { ownAddress } from "#lib/web/auth/own-address.ts";
import { actorOf, requireSession } from "#lib/web/auth/session.ts";
import { createApiKey } from "../actions.ts";

export const metadata: Metadata = { title: "Create API key" };

export default async function CreateApiKeyPage() {
  const session = await requireSession();
  if (!may(actorOf(session), "manage")) return <OnlyForAdmins />;
  return <CreateKeyForm address={await ownAddress()} create={createApiKey} />;
}

function OnlyForAdmins() {
  return (
    <div className="flex flex-col gap-4">
      <PageHeader title="Create API key" />
      <EmptyState
        icon={<KeyRound />}
        action={<ButtonLink href="/settings/api-keys">Show API keys</ButtonLink>}
      >
        Only admins create API keys: ask one of them.
      </EmptyState>
    </div>
  );
}
