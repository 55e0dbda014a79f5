"use client";

import { answerOf } from "#components/form/answer-of.ts";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { toast } from "#components/ui/toast.ts";
import type { ActionResult } from "#lib/domain/action-result.ts";

export type ConfirmedAct = "redeliver" | "cancel";

export type ConfirmActProps = {
  open: boolean;
  onClose: () => void;
  act: ConfirmedAct;
  channelName: string;
  /** A sentence about the channel, if it is not as it should be. */
  note?: string | undefined;
  run: (act: ConfirmedAct) => Promise<ActionResult>;
};

type Words = Record<"title" | "consequence" | "done", (channel: string) => string> & {
  confirmLabel: string;
  cancelLabel: string;
  tone: "primary" | "danger";
};

const WORDS: Record<ConfirmedAct, Words> = {
  redeliver: {
    title: (channel) => `Send this to ${channel} again?`,
    consequence: () =>
      "The receiver gets the same body under the same webhook-id, on a fresh schedule of attempts.",
    done: (channel) => `It is on its way to ${channel} again`,
    confirmLabel: "Redeliver",
    cancelLabel: "Cancel",
    tone: "primary",
  },
  cancel: {
    title: (channel) => `Cancel this delivery to ${channel}?`,
    consequence: () =>
      "Tocsin makes no more attempts, and the alert's next delivery goes on. You can redeliver it later.",
    done: () => "The delivery is cancelled",
    confirmLabel: "Cancel delivery",
    cancelLabel: "Keep it",
    tone: "danger",
  },
};

/** Asks, then sends an ended delivery again, or cancels one that waits. */
export function ConfirmAct({ open, onClose, act, channelName, note, run }: ConfirmActProps) {
  const { title, consequence, done, ...labels } = WORDS[act];
  async function confirm() {
    const result = await answerOf(run(act));
    if (!result.ok) return result.message;
    toast.success(done(channelName));
  }
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onClose}
      title={title(channelName)}
      onConfirm={confirm}
      {...labels}
    >
      {consequence(channelName)}
      {note !== undefined && ` ${note}`}
    </ConfirmDialog>
  );
}
