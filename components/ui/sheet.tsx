"use client";

import { popups } from "./later-popups.ts";
import type { SheetProps } from "./sheet-popup.tsx";
import { WhenOpen } from "./when-open.tsx";

/** A dialog that slides in from the left edge. */
export function Sheet(props: SheetProps) {
  return (
    <WhenOpen part={popups} open={props.open} onFail={() => props.onOpenChange(false)}>
      {({ SheetPopup }) => <SheetPopup {...props} />}
    </WhenOpen>
  );
}
