"use client";

import { useState } from "react";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";

type RemoveChannelProps = {
  /** The name of the webhook to ask about; null closes the dialog. */
  name: string | null;
  onClose: () => void;
  onConfirm: () => void;
};

/** Asks before a webhook's card is removed. */
export function RemoveChannel({ name, onClose, onConfirm }: RemoveChannelProps) {
  // Keeps the name readable while the dialog fades out.
  const [shown, setShown] = useState(name);
  if (name !== null && name !== shown) setShown(name);
  return (
    <ConfirmDialog
      open={name !== null}
      onOpenChange={(open) => open || onClose()}
      title={`Remove ${shown}?`}
      confirmLabel="Remove"
      onConfirm={onConfirm}
    >
      Once you save, {shown} is no longer notified of Access Requests. The webhook itself stays, and so do the
      rules that send to it.
    </ConfirmDialog>
  );
}
