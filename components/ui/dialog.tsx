"use client";

import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import type { ReactNode, RefObject } from "react";
import { visibleText } from "#lib/domain/visible-text.ts";
import { cn } from "./cn.ts";
import { IconButton } from "./icon-button.tsx";

const WIDTHS = { sm: "sm:max-w-md", md: "sm:max-w-xl", lg: "sm:max-w-3xl", xl: "sm:max-w-5xl" };

type DialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  description?: ReactNode;
  children?: ReactNode;
  /** Buttons at the foot, the main one last. */
  footer?: ReactNode;
  size?: keyof typeof WIDTHS;
  /** Keeps a press outside from closing it, for what would lose typed text. */
  keepOpenOutside?: boolean;
  /** Where the focus starts, except under a finger: there the keyboard would cover half of it. Else at Close. */
  initialFocus?: RefObject<HTMLElement | null>;
  /** Where the focus goes when it closes; else to what opened it. */
  finalFocus?: RefObject<HTMLElement | null>;
};

/** A modal dialog: the page behind is out of reach, Escape closes, the focus goes back. Full screen on a phone. */
export function Dialog(props: DialogProps) {
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
            initialFocus={(openedBy) => (openedBy === "touch" ? true : (props.initialFocus?.current ?? true))}
            finalFocus={props.finalFocus}
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
                  <IconButton label="Close dialog">
                    <X aria-hidden />
                  </IconButton>
                }
              />
            </header>
            <div
              // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be in reach of the keyboard
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

export const backdropStyle =
  "fixed inset-0 z-40 bg-backdrop transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0";
export const viewportStyle =
  "fixed inset-0 z-40 flex items-center justify-center sm:p-6 [&>*]:pointer-events-auto";
export const dialogStyle =
  "flex max-h-full w-full flex-col overflow-hidden rounded-lg border bg-raised text-ink shadow-dialog outline-none transition-[opacity,scale] duration-150 data-ending-style:scale-[0.98] data-starting-style:scale-[0.98] data-ending-style:opacity-0 data-starting-style:opacity-0";
export const dialogFooterStyle = "flex flex-wrap items-center justify-end gap-2 border-t px-5 py-3";
