"use client";

import { answerOf } from "#components/form/answer-of.ts";
import { focusNextRow } from "#components/list/row-focus.ts";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { toast } from "#components/ui/toast.ts";
import type { ActionResult } from "#lib/domain/action-result.ts";
import type { ListedChannel } from "./listed-channel.ts";
import { pendingDeliveries, whatIsCancelled } from "./pending.ts";
import { UsedByAccessRequests } from "./used-by-access-requests.tsx";
import { UsedByRules } from "./used-by-rules.tsx";

type Props = {
  channel: Pick<ListedChannel, "id" | "name" | "pendingDeliveries" | "rules" | "accessRequestEvents">;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  remove: (id: string) => Promise<ActionResult<{ cancelled: number }>>;
};

/** Asks before it deletes a channel. The question names the channel, what uses it, and what will happen. */
export function DeleteChannel({ channel, open, onOpenChange, remove }: Props) {
  const { id, name, pendingDeliveries: pending, rules, accessRequestEvents } = channel;

  async function confirm() {
    const result = await answerOf(remove(id));
    if (!result.ok) return result.message;
    focusNextRow(id);
    const { cancelled } = result.value;
    toast.success(`${name} is deleted`, {
      description: cancelled > 0 ? `Cancelled: ${pendingDeliveries(cancelled)}.` : undefined,
    });
  }

  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title={`Delete ${name}?`}
      confirmLabel="Delete"
      onConfirm={confirm}
    >
      <p>
        It stops receiving alerts at once. <UsedByRules rules={rules} one />{" "}
        <UsedByAccessRequests events={accessRequestEvents} one />
      </p>
      <p className="mt-2">{whatIsCancelled(pending, "Its")} Its past deliveries stay in the history.</p>
    </ConfirmDialog>
  );
}
