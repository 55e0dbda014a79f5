"use client";

import { AlertDialog as Base } from "@base-ui/react/alert-dialog";
import type { ReactNode } from "react";
import { AlertNote } from "./alert-note.tsx";
import { Button } from "./button.tsx";
import { cn } from "./cn.ts";
import { CopyButton } from "./copy-button.tsx";
import { backdropStyle, dialogFooterStyle, dialogStyle, viewportStyle } from "./dialog.tsx";

type SecretOnceProps = {
  open: boolean;
  onClose: () => void;
  /** "API key for ticket-bot" */
  title: string;
  /** Names the secret on the copy button: "API key". */
  secretName: string;
  secret: string;
  /** What it is for, and an example. */
  children?: ReactNode;
};

/** Shows a secret for the only time. Only "I have stored it" closes it, not Escape or a press outside. */
export function SecretOnce({ open, onClose, title, secretName, secret, children }: SecretOnceProps) {
  return (
    <Base.Root open={open} onOpenChange={(_, { reason }) => reason === "close-press" && onClose()}>
      <Base.Portal>
        <Base.Backdrop className={backdropStyle} />
        <Base.Viewport className={cn(viewportStyle, "p-4")}>
          <Base.Popup className={cn(dialogStyle, "max-w-xl overflow-y-auto")}>
            <div className="flex flex-col gap-4 p-5">
              <Base.Title className="wrap-anywhere font-semibold text-lg">{title}</Base.Title>
              <Base.Description render={<div />}>
                <AlertNote tone="warning">
                  Copy it now and store it in a safe place: it can't be shown again.
                </AlertNote>
              </Base.Description>
              <div className="flex items-center gap-2 rounded-md border border-border-input bg-sunken py-1 pr-1 pl-3">
                <code className="wrap-anywhere min-w-0 flex-1 font-mono text-sm">{secret}</code>
                <CopyButton text={secret} label={`Copy ${secretName}`} variant="secondary">
                  Copy
                </CopyButton>
              </div>
              {children}
            </div>
            <footer className={dialogFooterStyle}>
              <Base.Close render={<Button variant="primary">I have stored it</Button>} />
            </footer>
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  );
}
