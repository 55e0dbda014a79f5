"use client";

import { useRef, useState } from "react";
import { answerOf } from "#components/form/answer-of.ts";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { toast } from "#components/ui/toast.ts";
import { PresentPasswordField } from "./present-password-field.tsx";
import type { ProfileActions } from "./profile-actions.ts";

type Props = {
  open: boolean;
  onClose: () => void;
  /** Whether this installation asks every user for one. */
  required: boolean;
  remove: ProfileActions["removeSecondFactor"];
  onRemoved: () => void;
};

/** Asks before the second factor is turned off. */
export function RemoveSecondFactor({ open, onClose, required, remove, onRemoved }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const [present, setPresent] = useState("");
  const close = () => {
    setPresent("");
    onClose();
  };

  async function confirm() {
    const result = await answerOf(remove({ present }));
    if (!result.ok) return result.message;
    onRemoved();
    toast.success("Your second factor is off");
  }

  return (
    <ConfirmDialog
      open={open}
      onOpenChange={(next) => !next && close()}
      title="Turn your second factor off?"
      confirmLabel="Turn off"
      onConfirm={confirm}
      ready={present !== ""}
      input={input}
    >
      <p>
        {required
          ? "Everybody here needs one, so the next page asks you to set it up anew, for example with another app."
          : "Your password alone then signs you in. Your recovery codes are void."}
      </p>
      <PresentPasswordField ref={input} value={present} onChange={setPresent} />
    </ConfirmDialog>
  );
}
