"use client";

import { AlertDialog as Base } from "@base-ui/react/alert-dialog";
import { Button } from "./button.tsx";
import { cn } from "./cn.ts";
import { backdropStyle, dialogFooterStyle, dialogStyle, viewportStyle } from "./dialog-style.ts";
import { type SecretOnceProps, SecretText, StoreItNow } from "./secret-text.tsx";

/** The loaded part of SecretOnce. */
export function SecretPopup({ open, onClose, title, secretName, secret, children }: SecretOnceProps) {
  return (
    <Base.Root open={open} onOpenChange={(_, { reason }) => reason === "close-press" && onClose()}>
      <Base.Portal>
        <Base.Backdrop className={backdropStyle} />
        <Base.Viewport className={cn(viewportStyle, "p-4")}>
          <Base.Popup className={cn(dialogStyle, "max-w-xl overflow-y-auto")}>
            <div className="flex flex-col gap-4 p-5">
              <Base.Title className="wrap-anywhere font-semibold text-lg">{title}</Base.Title>
              <Base.Description render={<div />}>
                <StoreItNow />
              </Base.Description>
              <SecretText secretName={secretName} secret={secret} />
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
