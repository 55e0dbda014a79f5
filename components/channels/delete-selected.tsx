import { answerOf } from "#components/form/answer-of.ts";
import { focusNextRow } from "#components/list/row-focus.ts";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { OutsideText } from "#components/ui/outside-text.tsx";
import type { ChannelActions } from "./channel-actions.ts";
import type { ListedChannel } from "./listed-channel.ts";
import { tellMany } from "./many-result.ts";
import { pendingDeliveries, whatIsCancelled } from "./pending.ts";
import { UsedByAccessRequests } from "./used-by-access-requests.tsx";
import { UsedByRules } from "./used-by-rules.tsx";

type Props = Pick<ChannelActions, "removeMany"> & {
  channels: ListedChannel[];
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

/** Asks once before it deletes the selected channels. The question names each one and what uses them. */
export function DeleteSelected({ channels, open, onOpenChange, removeMany }: Props) {
  const one = channels.length === 1;
  const pending = channels.reduce((sum, channel) => sum + channel.pendingDeliveries, 0);
  const events = channels.reduce((sum, channel) => sum + channel.accessRequestEvents, 0);
  const rules = channels.flatMap((channel) => channel.rules);

  async function confirm() {
    const last = channels.at(-1);
    if (last !== undefined) focusNextRow(last.id);
    const result = await answerOf(removeMany(channels.map(({ id }) => id)));
    if (!result.ok) return result.message;
    const { cancelled } = result.value;
    tellMany(result, channels, "deleted", cancelled > 0 ? `Cancelled: ${pendingDeliveries(cancelled)}.` : "");
  }

  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title={one ? `Delete ${channels[0]?.name}?` : `Delete ${channels.length} webhooks?`}
      confirmLabel="Delete"
      onConfirm={confirm}
    >
      <ul className="mb-2 max-h-40 list-disc overflow-y-auto pl-5 text-ink">
        {channels.map(({ id, name }) => (
          <li key={id}>
            <OutsideText text={name} />
          </li>
        ))}
      </ul>
      <p>
        {one ? "It stops" : "They stop"} receiving alerts at once. <UsedByRules rules={rules} one={one} />{" "}
        <UsedByAccessRequests events={events} one={one} />
      </p>
      <p className="mt-2">
        {whatIsCancelled(pending, one ? "Its" : "Their")} Past deliveries stay in the history.
      </p>
    </ConfirmDialog>
  );
}
