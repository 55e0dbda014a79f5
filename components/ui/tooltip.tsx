"use client";

import { Tooltip as Base } from "@base-ui/react/tooltip";
import type { ReactElement, ReactNode } from "react";
import { cn } from "./cn.ts";

type TooltipProps = {
  /** Plain words, at most a line or two. */
  text: ReactNode;
  /** The one element that it explains, which must be focusable. */
  children: ReactElement;
  side?: "top" | "right" | "bottom" | "left";
  className?: string;
};

/**
 * A hint on hover and keyboard focus; Escape closes it. Assistive technology must get the same in another
 * way.
 */
export function Tooltip({ text, children, side = "top", className }: TooltipProps) {
  return (
    <Base.Root>
      <Base.Trigger render={children} delay={350} />
      <Base.Portal>
        <Base.Positioner side={side} sideOffset={6} className="z-50">
          <Base.Popup className={cn("popup max-w-80 px-2 py-1 text-xs tabular-nums", className)}>
            {text}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
