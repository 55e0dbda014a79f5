"use client";

import { useState } from "react";
import { answerOf } from "#components/form/answer-of.ts";
import { focusNextRow } from "#components/list/row-focus.ts";
import { SelectionBar } from "#components/list/selection-bar.tsx";
import { Button } from "#components/ui/button.tsx";
import { toast } from "#components/ui/toast.ts";
import type { ChannelActions, Switch } from "./channel-actions.ts";
import { DeleteSelected } from "./delete-selected.tsx";
import { EnableChannel } from "./enable-channel.tsx";
import { tellMany } from "./many-result.ts";
import { afterSwitch } from "./pending.ts";
import { useSelectedChannels } from "./selected-channels.tsx";

type Props = { actions: ChannelActions; leavesOnChange: boolean };

/** The actions on the ticked channels. Renders nothing while none is ticked. */
export function SelectedBar({ actions, leavesOnChange }: Props) {
  const selected = useSelectedChannels();
  const [pending, setPending] = useState(false);
  const [deleting, setDeleting] = useState(false);
  const [enabling, setEnabling] = useState(false);
  if (selected === null || selected.channels.length === 0) return null;
  const { channels, total } = selected;

  const disabled = channels.filter(({ enabled }) => !enabled);
  const waitingOf = (some: typeof channels) => some.reduce((sum, one) => sum + one.pendingDeliveries, 0);

  async function switchAll(to: Switch) {
    const others = channels.filter((channel) => channel.enabled !== to.enabled);
    const word = to.enabled ? "enabled" : "disabled";
    if (others.length === 0) return void toast.info(`What you selected is ${word} already`);
    setPending(true);
    const ids = others.map(({ id }) => id);
    if (leavesOnChange) focusNextRow(ids.at(-1) ?? "");
    const result = await answerOf(actions.changeMany(ids, to));
    setPending(false);
    tellMany(result, others, word, afterSwitch(to, waitingOf(others)));
  }

  function enable() {
    if (waitingOf(disabled) > 0) setEnabling(true);
    else void switchAll({ enabled: true });
  }

  return (
    <SelectionBar count={channels.length} total={total}>
      <Button variant="ghost" size="sm" pending={pending} onClick={enable}>
        Enable
      </Button>
      <Button variant="ghost" size="sm" pending={pending} onClick={() => switchAll({ enabled: false })}>
        Disable
      </Button>
      <Button variant="ghost" size="sm" className="text-danger-text!" onClick={() => setDeleting(true)}>
        Delete
      </Button>
      <EnableChannel
        name={disabled.length === 1 ? (disabled[0]?.name ?? "") : `${disabled.length} webhooks`}
        pending={waitingOf(disabled)}
        open={enabling}
        onOpenChange={setEnabling}
        enable={(waiting) => switchAll({ enabled: true, waiting })}
      />
      <DeleteSelected
        channels={channels}
        open={deleting}
        onOpenChange={setDeleting}
        removeMany={actions.removeMany}
      />
    </SelectionBar>
  );
}
