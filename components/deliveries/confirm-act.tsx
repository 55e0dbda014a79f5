"use client";

import { answerOf } from "#components/form/answer-of.ts";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { toast } from "#components/ui/toast.ts";
import type { ActionResult } from "#lib/domain/action-result.ts";

type Props = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  channelName: string;
  act: () => Promise<ActionResult>;
  /** Called before the act: the row may leave the list. */
  onConfirm?: () => void;
};

type RedeliverProps = Props & {
  /** A sentence about a disabled channel. */
  note?: string | undefined;
};

/** Asks, then sends an ended delivery again. */
export function RedeliverDialog({ note, ...props }: RedeliverProps) {
  const { open, onOpenChange, channelName } = props;
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title={`Send this to ${channelName} again?`}
      confirmLabel="Redeliver"
      tone="primary"
      onConfirm={() => run(props, `It is on its way to ${channelName} again`)}
    >
      The receiver gets the same body under the same webhook-id, on a fresh schedule of attempts.
      {note !== undefined && ` ${note}`}
    </ConfirmDialog>
  );
}

/** Asks, then cancels a delivery that waits. */
export function CancelDialog(props: Props) {
  const { open, onOpenChange, channelName } = props;
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title={`Cancel this delivery to ${channelName}?`}
      confirmLabel="Cancel delivery"
      cancelLabel="Keep it"
      onConfirm={() => run(props, "The delivery is cancelled")}
    >
      Tocsin makes no more attempts, and the alert's next delivery goes on. You can redeliver it later.
    </ConfirmDialog>
  );
}

async function run({ act, onConfirm }: Props, done: string): Promise<string | undefined> {
  onConfirm?.();
  const result = await answerOf(act());
  if (!result.ok) return result.message;
  toast.success(done);
}
