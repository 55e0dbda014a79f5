"use client";

import { useController } from "react-hook-form";
import { CHANNEL_STATUSES } from "#components/channels/channel-status.tsx";
import { Checklist } from "#components/form/checklist.tsx";
import { FieldMessages } from "#components/form/field-messages.tsx";
import { NEW_WEBHOOK, webhookPath } from "#components/paths.ts";
import { OutsideText } from "#components/ui/outside-text.tsx";
import { RadioGroup } from "#components/ui/radio-group.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { ChannelOption, SectionProps } from "./section-props.ts";

type Props = SectionProps & { channels: readonly ChannelOption[] };

/** The rule's channels: all enabled ones, or picked ones. */
export function ChannelsField({ form, disabled, channels }: Props) {
  const { field, fieldState } = useController({ control: form.control, name: "channels" });
  const fault = fieldState.error?.message;
  const picked = field.value === "all" ? null : field.value;
  return (
    <fieldset className="flex min-w-0 flex-col gap-3">
      <legend className="mb-1.5 font-medium">Send Notifications</legend>
      <RadioGroup
        name="channels"
        ref={field.ref}
        value={picked === null ? "all" : "picked"}
        onChange={(value) => field.onChange(value === "all" ? "all" : [])}
        options={KINDS}
        disabled={disabled}
        aria-invalid={fault ? true : undefined}
        aria-describedby={fault && "channels-error"}
      />
      {picked !== null &&
        (disabled ? (
          <PickedChannels channels={channels.filter(({ id }) => picked.includes(id))} />
        ) : channels.length === 0 ? (
          <p className="text-muted">
            There is no channel yet: <TextLink href={NEW_WEBHOOK}>add a webhook</TextLink> first.
          </p>
        ) : (
          <Checklist
            groups={[{ label: null, items: channels.map(toItem) }]}
            selected={picked}
            onChange={field.onChange}
            searchLabel="Search channels"
            selectedLabel="Show selected channels"
            notFound="No channel has this text in its name."
          />
        ))}
      <FieldMessages ids={{ help: "channels-help", error: "channels-error" }} error={fault} />
    </fieldset>
  );
}

const KINDS = [
  { value: "picked", label: "Picked channels" },
  { value: "all", label: "All enabled channels", help: "Including those added later." },
] as const;

const toItem = ({ id, name, health }: ChannelOption) => ({
  value: id,
  label: name,
  note: health === "healthy" ? undefined : CHANNEL_STATUSES[health].word,
});

function PickedChannels({ channels }: { channels: readonly ChannelOption[] }) {
  if (channels.length === 0) return <p className="text-muted">No channel.</p>;
  return (
    <ul aria-label="Channels" className="flex flex-wrap gap-x-4">
      {channels.map(({ id, name }) => (
        <li key={id}>
          <TextLink plain href={webhookPath(id)}>
            <OutsideText text={name} />
          </TextLink>
        </li>
      ))}
    </ul>
  );
}
