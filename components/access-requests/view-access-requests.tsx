"use client";

import type { ReactNode } from "react";
import { PageHeader } from "#components/ui/page-header.tsx";
import type { AccessRequests } from "#lib/domain/rule/access-request-schema.ts";
import { ChannelCard } from "./channel-card.tsx";
import { EventChoices } from "./event-choices.tsx";
import { NobodyNotified } from "./nobody-notified.tsx";
import type { Selectable } from "./selection.ts";
import { SettingsTab } from "./settings-tab.tsx";
import { WebhookNotifications } from "./webhook-notifications.tsx";

type ViewAccessRequestsProps = {
  settings: AccessRequests;
  channels: readonly Selectable[];
  note: ReactNode;
};

/** The settings for users who may only look. */
export function ViewAccessRequests({ settings, channels, note }: ViewAccessRequestsProps) {
  return (
    <div className="flex w-full max-w-180 flex-col gap-5">
      <PageHeader
        title="Access Requests"
        description="You can look at these settings; an admin can change them."
      />
      <SettingsTab />
      {note}
      <WebhookNotifications>
        {settings.channels.map(({ channel_id, events }) => (
          <ChannelCard
            key={channel_id}
            channel={channels.find(({ id }) => id === channel_id)}
            count={events.length}
          >
            <EventChoices value={events} onChange={() => {}} disabled />
          </ChannelCard>
        ))}
        {settings.channels.length === 0 && (
          <NobodyNotified hasChannels={channels.length > 0} mayManage={false} />
        )}
      </WebhookNotifications>
    </div>
  );
}
