import type { ReactNode } from "react";
import { AlertNote } from "./alert-note.tsx";
import { CopyButton } from "./copy-button.tsx";

export type SecretOnceProps = {
  open: boolean;
  onClose: () => void;
  /** "API key for ticket-bot" */
  title: string;
  /** The secret's name on the copy button: "API key". */
  secretName: string;
  secret: string;
  /** The secret's purpose, with an example. */
  children?: ReactNode;
};

export function StoreItNow() {
  return (
    <AlertNote tone="warning">Copy it now and store it in a safe place: it can't be shown again.</AlertNote>
  );
}

/** The secret with its copy button. */
export function SecretText({ secretName, secret }: Pick<SecretOnceProps, "secretName" | "secret">) {
  return (
    <div className="flex items-center gap-2 rounded-md border border-border-input bg-sunken py-1 pr-1 pl-3">
      <code className="wrap-anywhere min-w-0 flex-1 whitespace-pre-line font-mono text-sm">{secret}</code>
      <CopyButton text={secret} label={`Copy ${secretName}`} variant="secondary">
        Copy
      </CopyButton>
    </div>
  );
}
