"use client";

import { RotateCw } from "lucide-react";
import { useState } from "react";
import { answerOf } from "#components/form/answer-of.ts";
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { useTitleFocus } from "#components/ui/title-focus.ts";
import { toast } from "#components/ui/toast.ts";
import type { ActionResult } from "#lib/domain/action-result.ts";
import { WAITS_FOR_CHANNEL } from "./words.ts";

type RedeliverButtonProps = {
  /** Whether the delivery has ended and its channel still exists. */
  possible: boolean;
  channelName: string;
  channelEnabled: boolean;
  /** A server action that is bound to the delivery. */
  redeliver: () => Promise<ActionResult<{ id: string }>>;
};

/** Asks, then sends an ended delivery again. */
export function RedeliverButton(props: RedeliverButtonProps) {
  const { possible, channelName, channelEnabled, redeliver } = props;
  const [asking, setAsking] = useState(false);
  useTitleFocus(asking, possible);
  const confirm = async () => {
    const result = await answerOf(redeliver());
    if (!result.ok) return result.message;
    toast.success(`It is on its way to ${channelName} again`);
  };
  return (
    <>
      {possible && (
        <Button icon={<RotateCw aria-hidden />} onClick={() => setAsking(true)}>
          Redeliver
        </Button>
      )}
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={`Send this to ${channelName} again?`}
        confirmLabel="Redeliver"
        tone="primary"
        onConfirm={confirm}
      >
        The receiver gets the same body under the same webhook-id, on a fresh schedule of attempts.
        {channelEnabled || ` ${WAITS_FOR_CHANNEL}`}
      </ConfirmDialog>
    </>
  );
}
