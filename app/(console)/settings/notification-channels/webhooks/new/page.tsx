import { Webhook } from "lucide-react";
import type { Metadata } from "next";
import { CreateChannel } from "#components/channels/create-channel.tsx";
import { copyOf } from "#components/channels/form/values.ts";
import { faceOf } from "#components/channels/format/faces.ts";
import { ListPage } from "#components/list/list-page.tsx";
import { WEBHOOKS } from "#components/paths.ts";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { findChannel } from "#db/queries/channels.ts";
import { readDb } from "#db/read.ts";
import { may } from "#lib/domain/people/actor.ts";
import { actorOf, requireSession } from "#lib/web/auth/session.ts";
import { createChannel, testChannel } from "../actions.ts";
import { previewFormat } from "../preview-action.ts";

const TITLE = "Create Webhooks";
export const metadata: Metadata = { title: TITLE };

type Props = { searchParams: Promise<{ from?: string | string[] }> };

export default async function CreateWebhooksPage({ searchParams }: Props) {
  const session = await requireSession();
  if (!may(actorOf(session), "manage")) return <NotAllowed />;
  const from = await copied((await searchParams).from);
  return (
    <CreateChannel
      title={TITLE}
      from={from}
      format={faceOf(from?.format.type ?? "alert")}
      create={createChannel}
      test={testChannel}
      preview={previewFormat}
    />
  );
}

/** The settings of the channel named by `?from=`, without its secrets. */
async function copied(id: string | string[] | undefined) {
  const channel = typeof id === "string" ? await findChannel(readDb(), id) : null;
  return channel === null ? undefined : copyOf(channel);
}

function NotAllowed() {
  return (
    <ListPage title={TITLE}>
      <EmptyState icon={<Webhook />} action={<ButtonLink href={WEBHOOKS}>Back to webhooks</ButtonLink>}>
        Your role does not allow adding webhooks: ask an admin.
      </EmptyState>
    </ListPage>
  );
}
