"use client";

import type { ConfirmDialogProps } from "./confirm-popup.tsx";
import { popups } from "./later-popups.ts";
import { WhenOpen } from "./when-open.tsx";

/** Asks before an act; a press outside does nothing. The act's button has the focus, or Cancel if it can't be undone. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  return (
    <WhenOpen part={popups} open={props.open} onFail={() => props.onOpenChange(false)}>
      {({ ConfirmPopup }) => <ConfirmPopup {...props} />}
    </WhenOpen>
  );
}
