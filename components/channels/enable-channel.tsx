"use client";

import { useState } from "react";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { RadioGroup } from "#components/ui/radio-group.tsx";
import type { Waiting } from "#lib/domain/channel/channel.ts";
import { pendingDeliveries } from "./pending.ts";

type Props = {
  /** The name in the question: "Jira", "3 webhooks". */
  name: string;
  /** The number of waiting deliveries. */
  pending: number;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** Resolves to nothing when done, or to a sentence that says why it failed. */
  // biome-ignore lint/suspicious/noConfusingVoidType: an action without a result resolves to void
  enable: (waiting: Waiting) => Promise<string | void>;
};

/** Asks what to do with the deliveries that waited while the channel was disabled, then enables it. */
export function EnableChannel({ name, pending, open, onOpenChange, enable }: Props) {
  const [waiting, setWaiting] = useState<Waiting>("send");
  const them = pending === 1 ? "it" : "them";
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title={`Enable ${name}?`}
      confirmLabel={waiting === "send" ? `Enable and send ${them}` : `Enable and discard ${them}`}
      tone={waiting === "send" ? "primary" : "danger"}
      onConfirm={() => enable(waiting)}
    >
      <fieldset>
        <legend className="mb-2">
          {pendingDeliveries(pending).replace(/^./, (first) => first.toUpperCase())}{" "}
          {pending === 1 ? "has" : "have"} waited since it was disabled.
        </legend>
        <div className="text-ink">
          <RadioGroup
            name="waiting"
            value={waiting}
            onChange={setWaiting}
            options={[
              { value: "send", label: `Send ${them} now, oldest first` },
              {
                value: "discard",
                label: `Discard ${them}`,
                help: "They stay in the history as cancelled; only new alerts are sent.",
              },
            ]}
          />
        </div>
      </fieldset>
    </ConfirmDialog>
  );
}
