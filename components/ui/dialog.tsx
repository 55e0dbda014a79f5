"use client";

import type { DialogProps } from "./dialog-popup.tsx";
import { popups } from "./later-popups.ts";
import { WhenOpen } from "./when-open.tsx";

/**
 * A modal dialog: the page behind it is inert, Escape closes it, and the focus returns. Full screen on a
 * phone.
 */
export function Dialog(props: DialogProps) {
  return (
    <WhenOpen part={popups} open={props.open} onFail={() => props.onOpenChange(false)}>
      {({ DialogPopup }) => <DialogPopup {...props} />}
    </WhenOpen>
  );
}
