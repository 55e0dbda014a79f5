"use client";

import { webhookPath } from "#components/paths.ts";
import { PageHeader } from "#components/ui/page-header.tsx";
import type { ChannelView } from "#lib/domain/channel/channel.ts";
import { ChannelFields } from "./channel-fields.tsx";
import { ChannelStatus } from "./channel-status.tsx";
import { DetailsTab } from "./details-tab.tsx";
import { useChannelForm } from "./form/use-channel-form.ts";
import { valuesOf } from "./form/values.ts";
import { TroubleNote } from "./trouble-note.tsx";

/** A channel for those who may look at it only: the form's own fields, which take nothing. */
export function ViewChannel({ channel }: { channel: ChannelView }) {
  const { id, name } = channel;
  const { form } = useChannelForm(channel, valuesOf(channel));
  return (
    <div className="flex w-full max-w-180 flex-col gap-5">
      <PageHeader
        title={name}
        status={<ChannelStatus channel={channel} />}
        description="You can look at this webhook; an admin can change it."
      />
      <DetailsTab href={webhookPath(id)} />
      <TroubleNote channel={channel} />
      <ChannelFields form={form} stored={channel} disabled />
    </div>
  );
}
