import type { Metadata } from "next";
import { CHANNEL_KINDS } from "#components/console/navigation.ts";
import { ListPage } from "#components/list/list-page.tsx";
import { WEBHOOKS } from "#components/paths.ts";
import { ChannelKindTabs } from "#components/settings/channel-kind-tabs.tsx";
import { channelsInWords } from "#components/settings/counts.ts";
import { SectionCards } from "#components/settings/section-cards.tsx";
import { listChannels } from "#db/queries/channel-list.ts";
import { readDb } from "#db/read.ts";
import { requireSession } from "#lib/web/auth/session.ts";

export const metadata: Metadata = { title: "Notification Channels" };

/** The kinds of channels, each with its number of channels and their health. */
export default async function NotificationChannelsPage() {
  await requireSession();
  const webhooks = await listChannels(readDb());
  const states: Record<string, string> = {
    [WEBHOOKS]: channelsInWords(webhooks.map(({ health }) => health)),
  };
  return (
    <ListPage title="Notification Channels" description="Where alerts go." tabs={<ChannelKindTabs />}>
      <SectionCards pages={CHANNEL_KINDS} stateOf={(href) => states[href]} />
    </ListPage>
  );
}
