"use client";

import { useState } from "react";
import type { ChannelActions } from "#components/channels/channel-actions.ts";
import { EnableChannel } from "#components/channels/enable-channel.tsx";
import { switchChannel } from "#components/channels/switch-channel.ts";
import { Button } from "#components/ui/button.tsx";
import { useTitleFocusAtEnd } from "#components/ui/title-focus.ts";
import { toast } from "#components/ui/toast.ts";
import type { Waiting } from "#lib/domain/channel/channel.ts";

type EnableButtonProps = {
  channel: { id: string; name: string; pendingDeliveries: number };
  change: ChannelActions["change"];
};

/** Enables a webhook. If deliveries wait for it, asks first what to do with them. */
export function EnableButton({ channel, change }: EnableButtonProps) {
  const { name, pendingDeliveries } = channel;
  const [asking, setAsking] = useState(false);
  const [pending, setPending] = useState(false);
  const focusTitleAtEnd = useTitleFocusAtEnd();

  /** Returns a sentence that says why it failed, if it did. */
  async function enable(waiting?: Waiting): Promise<string | undefined> {
    const fault = await switchChannel(change, channel, { enabled: true, ...(waiting && { waiting }) });
    if (fault === undefined) focusTitleAtEnd();
    return fault;
  }

  async function press() {
    if (pendingDeliveries > 0) return setAsking(true);
    setPending(true);
    const fault = await enable();
    setPending(false);
    if (fault !== undefined) toast.error(`${name} is unchanged`, { description: fault });
  }

  return (
    <>
      <Button size="sm" pending={pending} onClick={press}>
        Enable
      </Button>
      <EnableChannel
        name={name}
        pending={pendingDeliveries}
        open={asking}
        onOpenChange={setAsking}
        enable={enable}
      />
    </>
  );
}
