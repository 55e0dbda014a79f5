"use client";

import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import { useEffect } from "react";
import { Toaster as Sonner, toast as sonner } from "sonner";
import { showToasts } from "./toast.ts";
import "sonner/dist/styles.css";

const SHOWN_MS = 6_000;

/**
 * At the top, because a form's Save and a list's pager are at the bottom. Toasts pause while the pointer or
 * the focus (Alt+T) is on them.
 */
export function Toasts() {
  // Sonner would lose toasts that come before it listens. It listens by now: effects of children run first.
  useEffect(() => showToasts(({ kind, title, options }) => sonner[kind](title, options)), []);
  return (
    <Sonner
      position="top-center"
      offset={8}
      mobileOffset={8}
      duration={SHOWN_MS}
      gap={8}
      expand
      containerAriaLabel="Messages"
      icons={{
        success: <CircleCheck aria-hidden className="size-4 text-success-text" />,
        error: <CircleAlert aria-hidden className="size-4 text-danger-text" />,
        warning: <TriangleAlert aria-hidden className="size-4 text-warning-text" />,
        info: <Info aria-hidden className="size-4 text-info-text" />,
      }}
      toastOptions={{
        unstyled: true,
        closeButton: true,
        closeButtonAriaLabel: "Close message",
        classNames: {
          toast:
            "flex w-full items-start gap-2.5 rounded-lg border bg-raised py-3 pr-10 pl-3.5 text-base text-ink shadow-popup sm:w-90",
          icon: "mt-0.5 shrink-0",
          content: "wrap-anywhere min-w-0 flex-1",
          title: "font-medium",
          description: "text-muted",
          closeButton:
            "absolute top-2 right-2 inline-flex size-7 items-center justify-center rounded-sm text-muted hover:bg-hover hover:text-ink [&_svg]:size-3.5",
          actionButton: "shrink-0 rounded-sm font-medium text-accent-text hover:underline",
        },
      }}
    />
  );
}
