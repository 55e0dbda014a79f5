"use client";

import { useState } from "react";
import { answerOf } from "#components/form/answer-of.ts";
import { focusNextRow } from "#components/list/row-focus.ts";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { toast } from "#components/ui/toast.ts";
import type { ActionResult } from "#lib/domain/action-result.ts";
import type { ApiKeyView } from "#lib/domain/people/api-key.ts";

type RevokeDialogProps = {
  /** The key to ask about; null closes the dialog. */
  apiKey: ApiKeyView | null;
  onClose: () => void;
  revoke: (id: string) => Promise<ActionResult<{ name: string }>>;
};

/** Asks before a key is revoked. */
export function RevokeDialog({ apiKey, onClose, revoke }: RevokeDialogProps) {
  // Keeps the name readable while the dialog fades out.
  const [shown, setShown] = useState(apiKey);
  if (apiKey !== null && apiKey !== shown) setShown(apiKey);
  const confirm = async () => {
    if (shown === null) return;
    focusNextRow(shown.id);
    const result = await answerOf(revoke(shown.id));
    if (!result.ok) return result.message;
    toast.success(`${shown.name} is revoked`);
  };
  return (
    <ConfirmDialog
      open={apiKey !== null}
      onOpenChange={(open) => open || onClose()}
      title={`Revoke ${shown?.name}?`}
      confirmLabel="Revoke"
      onConfirm={confirm}
    >
      The next request with this key ({shown?.hint}…) is refused, and that can't be undone. What it has posted
      stays.
    </ConfirmDialog>
  );
}
