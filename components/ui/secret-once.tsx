"use client";

import { useEffect } from "react";
import { visibleText } from "#lib/domain/visible-text.ts";
import { Button } from "./button.tsx";
import { useLater } from "./later.ts";
import { popups } from "./later-popups.ts";
import { type SecretOnceProps, SecretText, StoreItNow } from "./secret-text.tsx";

/**
 * Shows a secret for the only time. Escape and a press outside don't close it; only "I have stored it" does.
 */
export function SecretOnce({ open, title, ...rest }: SecretOnceProps) {
  const props = { ...rest, open, title: visibleText(title) };
  const loaded = useLater(popups);
  useEffect(() => {
    // If the popups can't be loaded, the page itself shows the secret, so that it is not lost.
    if (open) popups.load().catch(() => {});
  }, [open]);
  if (loaded !== undefined) return <loaded.SecretPopup {...props} />;
  return open ? <SecretInPage {...props} /> : null;
}

function SecretInPage({ title, onClose, children, ...secret }: SecretOnceProps) {
  return (
    <section
      aria-label={title}
      className="fixed inset-x-4 top-4 z-40 mx-auto flex max-w-xl flex-col gap-4 rounded-lg border bg-raised p-5 shadow-dialog"
    >
      <h2 className="wrap-anywhere font-semibold text-lg">{title}</h2>
      <StoreItNow />
      <SecretText {...secret} />
      {children}
      <Button variant="primary" onClick={onClose}>
        I have stored it
      </Button>
    </section>
  );
}
