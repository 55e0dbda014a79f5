"use client";

import type { ConfirmDialogProps } from "./confirm-popup.tsx";
import { popups } from "./later-popups.ts";
import { WhenOpen } from "./when-open.tsx";

/** Asks before an act that can't be undone. Cancel has the focus, and a press outside does nothing. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  return (
    <WhenOpen part={popups} open={props.open} onFail={() => props.onOpenChange(false)}>
      {({ ConfirmPopup }) => <ConfirmPopup {...props} />}
    </WhenOpen>
  );
}
