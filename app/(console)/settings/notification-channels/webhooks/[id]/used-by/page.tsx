import type { Metadata } from "next";
import { ChannelPage } from "#components/channels/page/channel-page.tsx";
import { UsedBy } from "#components/channels/page/used-by.tsx";
import { sendsTo } from "#components/channels/to-listed.ts";
import { accessRequestEventsOf } from "#db/queries/access-requests.ts";
import { listRules } from "#db/queries/rules.ts";
import { readDb } from "#db/read.ts";
import { requireSession } from "#lib/web/auth/session.ts";
import { type ChannelParams, headerOf, titleOf } from "../channel.ts";

export async function generateMetadata({ params }: ChannelParams): Promise<Metadata> {
  return { title: await titleOf(params, "Used by") };
}

export default async function WebhookUsersPage({ params }: ChannelParams) {
  const session = await requireSession();
  const header = await headerOf((await params).id, session);
  return (
    <ChannelPage {...header}>
      <UsedBy {...(await usersOf(header.channel.id))} />
    </ChannelPage>
  );
}

/** What sends to the channel: the rules that name it or send to all, and its Access Request events. */
async function usersOf(id: string) {
  const [rules, accessRequestEvents] = await Promise.all([
    listRules(readDb()),
    accessRequestEventsOf(readDb(), id),
  ]);
  return { rules: rules.filter((rule) => sendsTo(rule, id)), accessRequestEvents };
}
