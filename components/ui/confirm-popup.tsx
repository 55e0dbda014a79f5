"use client";

import { AlertDialog as Base } from "@base-ui/react/alert-dialog";
import { type ReactNode, type RefObject, useRef, useState } from "react";
import { visibleText } from "#lib/domain/visible-text.ts";
import { AlertNote } from "./alert-note.tsx";
import { Button } from "./button.tsx";
import { cn } from "./cn.ts";
import { backdropStyle, dialogFooterStyle, dialogStyle, viewportStyle } from "./dialog-style.ts";

export type ConfirmDialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** A question that names the thing: "Delete Jira?" */
  title: string;
  /** What will happen, in a sentence or two. */
  children: ReactNode;
  /** The verb on the button: "Delete". */
  confirmLabel: string;
  cancelLabel?: string;
  /** Resolves to nothing when done (the dialog closes), or to a sentence that says why it failed. */
  // biome-ignore lint/suspicious/noConfusingVoidType: an action without a result resolves to void
  onConfirm: () => Promise<string | void> | void;
  tone?: "danger" | "primary";
  /** False while there is nothing to confirm, or it is not known yet: the button then does nothing. */
  ready?: boolean;
  /** The input that the act needs: it has the focus first, and Enter in it confirms. */
  input?: RefObject<HTMLInputElement | null>;
};

/** The loaded part of ConfirmDialog. */
export function ConfirmPopup(props: ConfirmDialogProps) {
  const {
    open,
    onOpenChange,
    title,
    children,
    confirmLabel,
    cancelLabel = "Cancel",
    tone = "danger",
    ready = true,
    input,
  } = props;
  const [cancel, act] = [useRef<HTMLButtonElement>(null), useRef<HTMLButtonElement>(null)];
  const { pending, failure, confirm, forget } = useConfirmation(props);
  const change = (next: boolean) => {
    if (pending) return;
    forget();
    onOpenChange(next);
  };
  return (
    <Base.Root open={open} onOpenChange={change}>
      <Base.Portal>
        <Base.Backdrop className={backdropStyle} />
        <Base.Viewport className={cn(viewportStyle, "p-4")}>
          <Base.Popup
            initialFocus={input ?? (tone === "danger" ? cancel : act)}
            className={cn(dialogStyle, "max-w-md overflow-y-auto")}
          >
            {/* biome-ignore lint/a11y/noStaticElementInteractions: it only listens to the input inside it */}
            <div
              onKeyDown={({ key, target }) => {
                if (key === "Enter" && target === input?.current && ready && !pending) void confirm();
              }}
              className="flex flex-col gap-2 p-5"
            >
              <Base.Title className="wrap-anywhere font-semibold text-lg">{visibleText(title)}</Base.Title>
              <Base.Description render={<div />} className="wrap-anywhere text-muted">
                {children}
              </Base.Description>
              {failure && <AlertNote tone="danger">{visibleText(failure)}</AlertNote>}
            </div>
            <footer className={dialogFooterStyle}>
              <Base.Close disabled={pending} render={<Button ref={cancel}>{cancelLabel}</Button>} />
              <Button
                ref={act}
                variant={tone}
                pending={pending}
                aria-disabled={!ready || undefined}
                onClick={ready ? confirm : undefined}
                className={cn(!ready && "opacity-55")}
              >
                {confirmLabel}
              </Button>
            </footer>
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  );
}

function useConfirmation({ onConfirm, onOpenChange }: ConfirmDialogProps) {
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<string>();
  async function confirm() {
    setPending(true);
    setFailure(undefined);
    try {
      const refusal = await onConfirm();
      if (refusal) setFailure(refusal);
      else onOpenChange(false);
    } catch {
      setFailure("The server did not answer: check that it runs and that you are online, then try again.");
    } finally {
      setPending(false);
    }
  }
  return { pending, failure, confirm, forget: () => setFailure(undefined) };
}
