"use client";

import { type ReactNode, useMemo, useState } from "react";
import { useWatch } from "react-hook-form";
import { Conflict } from "#components/form/conflict.tsx";
import { FormPage } from "#components/form/form-page.tsx";
import { Button } from "#components/ui/button.tsx";
import type { AccessRequests } from "#lib/domain/rule/access-request-schema.ts";
import { nameOf } from "./channel-card.tsx";
import { EditCard } from "./edit-card.tsx";
import { NobodyNotified } from "./nobody-notified.tsx";
import { RemoveChannel } from "./remove-channel.tsx";
import { SelectChannel } from "./select-channel.tsx";
import type { Selectable } from "./selection.ts";
import { SettingsTab } from "./settings-tab.tsx";
import { type SaveAccessRequests, useAccessRequestsForm } from "./use-access-requests-form.ts";
import { WebhookNotifications } from "./webhook-notifications.tsx";

type EditAccessRequestsProps = {
  settings: AccessRequests;
  /** All webhooks, by name. */
  channels: readonly Selectable[];
  save: SaveAccessRequests;
  /** Shown above the cards. */
  note: ReactNode;
};

/** The settings: which webhooks are notified of which Access Request events. */
export function EditAccessRequests({ settings, channels, save, note }: EditAccessRequestsProps) {
  const { form, fields, selectButton, comparison, take, add, remove, submit } = useAccessRequestsForm(
    settings,
    channels,
    save,
  );
  const [selecting, setSelecting] = useState(false);
  const [removing, setRemoving] = useState<number | null>(null);
  const cards = useWatch({ control: form.control, name: "channels" });
  const withCard = useMemo(() => new Set(cards.map(({ channel_id }) => channel_id)), [cards]);
  const selectChannel = (
    <Button ref={selectButton} onClick={() => setSelecting(true)}>
      Select Channel
    </Button>
  );
  const channelAt = (index: number) => channels.find(({ id }) => id === fields[index]?.channel_id);
  return (
    <FormPage
      form={form}
      title="Access Requests"
      description="Who is told when somebody asks for access, and what becomes of it."
      tabs={<SettingsTab />}
      onSubmit={submit}
    >
      <Conflict what="these settings" comparison={comparison} take={take} />
      {note}
      <WebhookNotifications action={fields.length > 0 && selectChannel}>
        {fields.map(({ id }, index) => (
          <EditCard
            key={id}
            control={form.control}
            index={index}
            channel={channelAt(index)}
            onRemove={() => setRemoving(index)}
          />
        ))}
        {fields.length === 0 && (
          <NobodyNotified hasChannels={channels.length > 0} mayManage action={selectChannel} />
        )}
      </WebhookNotifications>
      <SelectChannel
        open={selecting}
        onOpenChange={setSelecting}
        channels={channels}
        withCard={withCard}
        onSelect={(id) => {
          add(id);
          setSelecting(false);
        }}
      />
      <RemoveChannel
        name={removing === null ? null : nameOf(channelAt(removing))}
        onClose={() => setRemoving(null)}
        onConfirm={() => removing !== null && remove(removing)}
      />
    </FormPage>
  );
}
