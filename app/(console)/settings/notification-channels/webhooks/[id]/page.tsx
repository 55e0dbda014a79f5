import type { Metadata } from "next";
import { EditChannel } from "#components/channels/edit-channel.tsx";
import { faceOf } from "#components/channels/format/faces.ts";
import { ChannelPage } from "#components/channels/page/channel-page.tsx";
import { ViewChannel } from "#components/channels/view-channel.tsx";
import { requireSession } from "#lib/web/auth/session.ts";
import { changeChannel, testChannel } from "../actions.ts";
import { previewFormat } from "../preview-action.ts";
import { type ChannelParams, headerOf, titleOf } from "./channel.ts";

export async function generateMetadata({ params }: ChannelParams): Promise<Metadata> {
  return { title: await titleOf(params) };
}

export default async function WebhookPage({ params }: ChannelParams) {
  const session = await requireSession();
  const header = await headerOf((await params).id, session);
  const { pendingDeliveries, lastFailure: _, mutes: _mutes, ...channel } = header.channel;
  const format = faceOf(channel.format.type);
  return (
    <ChannelPage {...header} hasForm={header.rights.mayManage}>
      {header.rights.mayManage ? (
        <EditChannel
          channel={channel}
          format={format}
          pendingDeliveries={pendingDeliveries}
          change={changeChannel}
          test={testChannel}
          preview={previewFormat}
        />
      ) : (
        <ViewChannel channel={channel} format={format} />
      )}
    </ChannelPage>
  );
}
