"use client";

import { useId, useState } from "react";
import { answerOf } from "#components/form/answer-of.ts";
import { RemarkField } from "#components/form/remark-field.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { useTimeZone } from "#components/ui/time-zone.tsx";
import { toast } from "#components/ui/toast.ts";
import type { ActionResult } from "#lib/domain/action-result.ts";
import { MUTE_REMARK_MAX } from "#lib/domain/mute/mute.ts";
import { FIRST_CHOICE, NO_TIME, type WantedEnd, wantedEnd } from "./end.ts";
import { EndField } from "./end-field.tsx";

type Props = {
  open: boolean;
  onClose: () => void;
  name: string;
  mute: (wanted: { end: WantedEnd; remark: string }) => Promise<ActionResult>;
};

/** Asks for how long to mute a thing, and why. The focus is on its button, which mutes it for an hour. */
export function MuteDialog({ open, onClose, name, mute }: Props) {
  const id = useId();
  const zone = useTimeZone();
  const [chosen, setChosen] = useState(FIRST_CHOICE);
  const [remark, setRemark] = useState("");
  const close = () => {
    setChosen(FIRST_CHOICE);
    setRemark("");
    onClose();
  };

  async function confirm() {
    const end = wantedEnd(chosen, zone);
    if (end === null) return NO_TIME;
    const result = await answerOf(mute({ end, remark }));
    if (!result.ok) return result.message;
    toast.success(`${name} is muted`);
  }

  return (
    <ConfirmDialog
      open={open}
      onOpenChange={(next) => !next && close()}
      title={`Mute ${name}?`}
      confirmLabel="Mute"
      tone="primary"
      onConfirm={confirm}
    >
      <p>
        Events are stored and not sent. Only the end of an alert still goes to the webhooks that heard of it.
      </p>
      <fieldset className="mt-4 flex flex-col">
        <legend className="mb-1.5 font-medium text-ink">Mute for</legend>
        <EndField name={`${id}-end`} value={chosen} onChange={setChosen} />
      </fieldset>
      <RemarkField value={remark} onChange={setRemark} most={MUTE_REMARK_MAX} rows={2} />
    </ConfirmDialog>
  );
}
