"use client";

import type { ConfirmDialogProps } from "./confirm-popup.tsx";
import { popups } from "./later-popups.ts";
import { WhenOpen } from "./when-open.tsx";

/**
 * Asks before an act; a press outside does nothing. The focus is on the act's button, or on Cancel if the act
 * can't be undone.
 */
export function ConfirmDialog(props: ConfirmDialogProps) {
  return (
    <WhenOpen part={popups} open={props.open} onFail={() => props.onOpenChange(false)}>
      {({ ConfirmPopup }) => <ConfirmPopup {...props} />}
    </WhenOpen>
  );
}
