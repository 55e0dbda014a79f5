"use client";

import { useState } from "react";
import { answerOf } from "#components/ui/answer-of.ts";
import { Button } from "#components/ui/button.tsx";
import { focusNextRow } from "#components/ui/row-focus.ts";
import { SelectionBar } from "#components/ui/selection-bar.tsx";
import { toast } from "#components/ui/toaster.tsx";
import type { ChannelActions } from "./channel-actions.ts";
import { DeleteSelected } from "./delete-selected.tsx";
import { tellMany } from "./many-result.ts";
import { afterSwitch } from "./pending.ts";
import { useSelectedChannels } from "./selected-channels.tsx";

type Props = { actions: ChannelActions; leavesOnChange: boolean };

/** What can be done with the ticked channels at once; nothing while none is. */
export function SelectedBar({ actions, leavesOnChange }: Props) {
  const selected = useSelectedChannels();
  const [pending, setPending] = useState(false);
  const [deleting, setDeleting] = useState(false);
  if (selected === null || selected.channels.length === 0) return null;
  const { channels, total } = selected;

  async function switchAll(enabled: boolean) {
    const others = channels.filter((channel) => channel.enabled !== enabled);
    const word = enabled ? "enabled" : "disabled";
    if (others.length === 0) return toast.info(`What you selected is ${word} already`);
    setPending(true);
    const ids = others.map(({ id }) => id);
    if (leavesOnChange) focusNextRow(ids.at(-1) ?? "");
    const result = await answerOf(actions.changeMany(ids, { enabled }));
    setPending(false);
    const waiting = others.reduce((sum, channel) => sum + channel.pendingDeliveries, 0);
    tellMany(result, others, word, afterSwitch(enabled, waiting));
  }

  return (
    <SelectionBar count={channels.length} total={total}>
      <Button variant="ghost" size="sm" pending={pending} onClick={() => switchAll(true)}>
        Enable
      </Button>
      <Button variant="ghost" size="sm" pending={pending} onClick={() => switchAll(false)}>
        Disable
      </Button>
      <Button variant="ghost" size="sm" className="text-danger-text" onClick={() => setDeleting(true)}>
        Delete
      </Button>
      <DeleteSelected
        channels={channels}
        open={deleting}
        onOpenChange={setDeleting}
        removeMany={actions.removeMany}
      />
    </SelectionBar>
  );
}
