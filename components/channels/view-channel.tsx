"use client";

import type { ChannelView } from "#lib/domain/channel/channel.ts";
import { ChannelFields } from "./channel-fields.tsx";
import { useChannelForm } from "./form/use-channel-form.ts";
import { valuesOf } from "./form/values.ts";
import type { FormatFace } from "./format/format-face.ts";

/** A channel's settings for users who may only look: the form's fields, disabled. */
export function ViewChannel({ channel, format }: { channel: ChannelView; format: FormatFace }) {
  const { form } = useChannelForm(channel, valuesOf(channel));
  return (
    <div className="flex w-full max-w-180 flex-col gap-5">
      <ChannelFields form={form} stored={channel} format={format} disabled />
    </div>
  );
}
