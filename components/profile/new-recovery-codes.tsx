"use client";

import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { answerOf } from "#components/form/answer-of.ts";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { PresentPasswordField } from "./present-password-field.tsx";
import type { ProfileActions } from "./profile-actions.ts";
import { RecoveryCodesOnce } from "./recovery-codes-once.tsx";

type Props = { open: boolean; onClose: () => void; make: ProfileActions["makeRecoveryCodes"] };

/** Asks before the recovery codes are replaced, then shows the new ones for the only time. */
export function NewRecoveryCodes({ open, onClose, make }: Props) {
  const router = useRouter();
  const input = useRef<HTMLInputElement>(null);
  const [present, setPresent] = useState("");
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const close = () => {
    setPresent("");
    onClose();
  };

  async function confirm() {
    const result = await answerOf(make({ present }));
    if (!result.ok) return result.message;
    setCodes(result.value.recoveryCodes);
  }

  function stored() {
    setCodes(null);
    router.refresh();
  }

  return (
    <>
      <ConfirmDialog
        open={open}
        onOpenChange={(next) => !next && close()}
        title="Make new recovery codes?"
        confirmLabel="Make new codes"
        tone="primary"
        onConfirm={confirm}
        ready={present !== ""}
        input={input}
      >
        <p>The codes that you have now are void at once.</p>
        <PresentPasswordField ref={input} value={present} onChange={setPresent} />
      </ConfirmDialog>
      {codes !== null && <RecoveryCodesOnce codes={codes} onClose={stored} />}
    </>
  );
}
