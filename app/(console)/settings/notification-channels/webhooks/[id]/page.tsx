import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { EditChannel } from "#components/channels/edit-channel.tsx";
import { sendsTo } from "#components/channels/listed-channel.ts";
import { ChannelSecurity } from "#components/channels/security/channel-security.tsx";
import { UsedBySection } from "#components/channels/used-by-section.tsx";
import { ViewChannel } from "#components/channels/view-channel.tsx";
import { accessRequestEventsOf } from "#db/queries/access-requests.ts";
import { findChannel } from "#db/queries/channels.ts";
import { listRules } from "#db/queries/rules.ts";
import { countPending } from "#db/queries/waiting-deliveries.ts";
import { readDb } from "#db/read.ts";
import type { ChannelView } from "#lib/domain/channel/channel.ts";
import { may } from "#lib/domain/people/actor.ts";
import { visibleText } from "#lib/domain/visible-text.ts";
import { actorOf, requireSession } from "#lib/web/auth/session.ts";
import { changeChannel, rotateSigningSecret, testChannel, trustCertificate } from "../actions.ts";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  await requireSession();
  const channel = await findChannel(readDb(), (await params).id);
  return { title: visibleText(channel?.name ?? "Webhook not found") };
}

export default async function WebhookPage({ params }: Props) {
  const session = await requireSession();
  const channel = await channelOf((await params).id);
  const mayManage = may(actorOf(session), "manage");
  return (
    <div className="flex w-full max-w-180 flex-col gap-5">
      {mayManage ? (
        <EditChannel
          channel={channel}
          pendingDeliveries={await countPending(readDb(), channel.id)}
          change={changeChannel}
          test={testChannel}
        />
      ) : (
        <ViewChannel channel={channel} />
      )}
      <ChannelSecurity
        channel={channel}
        mayManage={mayManage}
        rotate={rotateSigningSecret}
        trust={trustCertificate}
      />
      <UsedBySection {...(await usersOf(channel.id))} />
    </div>
  );
}

/** What sends to the channel: the rules that name it or say all, and its Access Request events. */
async function usersOf(id: string) {
  const [rules, accessRequestEvents] = await Promise.all([
    listRules(readDb()),
    accessRequestEventsOf(readDb(), id),
  ]);
  return { rules: rules.filter((rule) => sendsTo(rule, id)), accessRequestEvents };
}

/** What the page shows of the channel, nothing secret; a 404 where it does not exist, or no longer. */
async function channelOf(id: string): Promise<ChannelView> {
  const found = await findChannel(readDb(), id);
  if (found === null) notFound();
  return found;
}
