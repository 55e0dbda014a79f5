import { useEffect, useState } from "react";
import type { ChannelView } from "#lib/domain/channel/channel.ts";
import { useChannelForm } from "./use-channel-form.ts";
import { sameSettings, valuesOf } from "./values.ts";

/**
 * The form of a saved channel, over the version that was opened: a refresh of the page must not lend a newer version to
 * values that were typed over an older one. Where only Webhook Status is another since, as after Enable in the page's
 * header, the form takes that over and keeps the rest.
 */
export function useOpenedChannel(channel: ChannelView) {
  const [opened, setOpened] = useState(channel);
  const { form, soundValues } = useChannelForm(opened, valuesOf(opened));
  const { resetField } = form;
  const isSwitched =
    opened.enabled !== channel.enabled && sameSettings({ ...opened, enabled: channel.enabled }, channel);
  useEffect(() => {
    if (!isSwitched) return;
    resetField("enabled", { defaultValue: channel.enabled });
    setOpened(channel);
  }, [isSwitched, channel, resetField]);
  // A new signing secret or a trusted certificate is a newer version too, of the same settings.
  const { version } = sameSettings(opened, channel) ? channel : opened;
  return { opened, version, form, soundValues, reopen: () => setOpened(channel) };
}
