"use client";

import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import type { ReactNode, RefObject } from "react";
import { visibleText } from "#lib/domain/visible-text.ts";
import { Button } from "./button.tsx";
import { cn } from "./cn.ts";
import { backdropStyle, dialogFooterStyle, dialogStyle, viewportStyle } from "./dialog-style.ts";

const WIDTHS = { sm: "sm:max-w-md", md: "sm:max-w-xl", lg: "sm:max-w-3xl", xl: "sm:max-w-5xl" };

export type DialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  description?: ReactNode;
  children?: ReactNode;
  /** Buttons at the foot, the main one last. */
  footer?: ReactNode;
  size?: keyof typeof WIDTHS;
  /** Keeps the dialog open at a press outside, because it would lose typed text. */
  keepOpenOutside?: boolean;
  /**
   * The element to focus first; default: Close. Ignored on touch, where the keyboard would cover half of the
   * dialog.
   */
  initialFocus?: RefObject<HTMLElement | null>;
  /** The element to focus when the dialog closes; default: the one that opened it. */
  finalFocus?: RefObject<HTMLElement | null>;
};

/** The loaded part of Dialog. */
export function DialogPopup(props: DialogProps) {
  return (
    <Base.Root
      open={props.open}
      onOpenChange={(open) => props.onOpenChange(open)}
      disablePointerDismissal={props.keepOpenOutside}
    >
      <Base.Portal>
        <Base.Backdrop className={backdropStyle} />
        <Base.Viewport className={viewportStyle}>
          <Base.Popup
            finalFocus={props.finalFocus}
            initialFocus={(openedBy) => (openedBy === "touch" ? true : (props.initialFocus?.current ?? true))}
            className={cn(dialogStyle, "max-sm:h-full max-sm:rounded-none", WIDTHS[props.size ?? "md"])}
          >
            <header className="flex items-start gap-3 border-b py-3 pr-3 pl-5">
              <div className="min-w-0 flex-1 py-1">
                <Base.Title className="wrap-anywhere font-semibold text-lg">
                  {typeof props.title === "string" ? visibleText(props.title) : props.title}
                </Base.Title>
                {props.description && (
                  <Base.Description className="text-muted">{props.description}</Base.Description>
                )}
              </div>
              <Base.Close
                render={
                  // A tooltip would take the first Escape.
                  <Button variant="ghost" size="icon" aria-label="Close dialog" title="Close">
                    <X aria-hidden />
                  </Button>
                }
              />
            </header>
            <div
              // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
              tabIndex={0}
              className="min-h-0 flex-1 overflow-y-auto px-5 py-4 focus-visible:-outline-offset-2"
            >
              {props.children}
            </div>
            {props.footer && <footer className={dialogFooterStyle}>{props.footer}</footer>}
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  );
}
