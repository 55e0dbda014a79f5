import { useEffect, useState } from "react";
import type { ChannelView } from "#lib/domain/channel/channel.ts";
import { useChannelForm } from "./use-channel-form.ts";
import { sameSettings, valuesOf } from "./values.ts";

/**
 * The form of a saved channel, with the version that was opened. A refresh of the page does not change that
 * version: older input would be saved under a newer one. If only Webhook Status changed, as after Enable in
 * the page's header, the form takes the new status and keeps the rest.
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
  // A new signing secret or trusted certificate makes a newer version too, but the settings are the same.
  const { version } = sameSettings(opened, channel) ? channel : opened;
  return { opened, version, form, soundValues, reopen: () => setOpened(channel) };
}
