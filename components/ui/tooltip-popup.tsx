"use client";

import { Tooltip as Base } from "@base-ui/react/tooltip";
import { cn } from "./cn.ts";
import { type Hint, hideHintSoon, keepHint } from "./hint.ts";

/** The hint of a Tooltip. The pointer may go there, to read or to copy it. */
export function TooltipPopup({ hint: { anchor, text, side, className } }: { hint: Hint }) {
  return (
    <Base.Root open>
      <Base.Portal>
        <Base.Positioner anchor={anchor} side={side} sideOffset={6} className="z-50">
          <Base.Popup
            onPointerEnter={keepHint}
            onPointerLeave={hideHintSoon}
            className={cn("popup max-w-80 px-2 py-1 text-xs tabular-nums", className)}
          >
            {text}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
