"use client";

import { useState } from "react";
import { RemarkField } from "#components/form/remark-field.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { REMARK_MAX, type SettableStatus, STATUS_VERBS } from "#lib/domain/alert/status.ts";

type ChangeStatusProps = {
  /** The new status; null closes the dialog. */
  status: SettableStatus | null;
  onClose: () => void;
  /** The alert's title, or "3 alerts". */
  name: string;
  /** Resolves to nothing when done, or to a sentence that says why it failed. */
  // biome-ignore lint/suspicious/noConfusingVoidType: as in ConfirmDialog
  change: (change: { status: SettableStatus; remark: string }) => Promise<string | void>;
};

const CONSEQUENCE: Record<SettableStatus, string> = {
  Acknowledged: "Shows that somebody is on it.",
  Resolved: "Shows that it is over.",
  Open: "Shows that it needs attention again.",
};

/** Asks for a remark, then changes the status. The webhooks get the change like any other event. */
export function ChangeStatus({ status, onClose, name, change }: ChangeStatusProps) {
  const [remark, setRemark] = useState("");
  // Keeps its words while the dialog fades out.
  const [shown, setShown] = useState<SettableStatus>("Acknowledged");
  if (status !== null && status !== shown) setShown(status);
  const close = () => {
    setRemark("");
    onClose();
  };
  return (
    <ConfirmDialog
      open={status !== null}
      onOpenChange={(open) => !open && close()}
      title={`${STATUS_VERBS[shown]} ${name}?`}
      confirmLabel={STATUS_VERBS[shown]}
      tone="primary"
      onConfirm={() => change({ status: shown, remark })}
    >
      <p>{CONSEQUENCE[shown]} The webhooks that want this status get it.</p>
      <RemarkField value={remark} onChange={setRemark} most={REMARK_MAX} />
    </ConfirmDialog>
  );
}
