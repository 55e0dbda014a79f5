"use client";

import { type Ref, useId, useRef, useState } from "react";
import { answerOf } from "#components/form/answer-of.ts";
import { SecretInput } from "#components/form/secret-input.tsx";
import { backupPath } from "#components/paths.ts";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { Input } from "#components/ui/input.tsx";
import { toast } from "#components/ui/toast.ts";
import type { StoredBackup } from "#lib/domain/backup.ts";
import { bytesInWords } from "#lib/domain/bytes.ts";
import type { Proof } from "#lib/domain/system/facts.ts";
import type { SystemActions } from "./system-actions.ts";

type Props = {
  /** The backup to be downloaded; null while none is asked for. */
  backup: StoredBackup | null;
  proof: Proof;
  onClose: () => void;
  allow: SystemActions["allowDownload"];
};

/** Asks for the password or second factor again, then lets the browser download the backup. */
export function DownloadDialog({ backup, proof, onClose, allow }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const [given, setGiven] = useState("");
  // The words stay while the dialog fades out.
  const [last, setLast] = useState(backup);
  if (backup !== null && backup !== last) setLast(backup);
  const close = () => {
    setGiven("");
    onClose();
  };

  async function confirm() {
    if (last === null) return;
    const { name } = last;
    const result = await answerOf(allow(proof === "code" ? { name, code: given } : { name, present: given }));
    if (!result.ok) return result.message;
    location.assign(backupPath(result.value.token));
    toast.success("The download begins");
  }

  return (
    <ConfirmDialog
      open={backup !== null}
      onOpenChange={(open) => !open && close()}
      title="Download this backup?"
      confirmLabel="Download"
      tone="primary"
      onConfirm={confirm}
      ready={given !== ""}
      input={input}
    >
      <p>
        It holds all alerts, settings and users ({bytesInWords(last?.bytes ?? 0)}). Secrets in it are sealed;
        the key file that opens them is not in it.
      </p>
      <ProofField ref={input} proof={proof} value={given} onChange={setGiven} />
    </ConfirmDialog>
  );
}

type FieldProps = {
  ref: Ref<HTMLInputElement>;
  proof: Proof;
  value: string;
  onChange: (value: string) => void;
};

function ProofField({ ref, proof, value, onChange }: FieldProps) {
  const id = useId();
  const shared = {
    ref,
    id,
    value,
    onChange: (event: { target: { value: string } }) => onChange(event.target.value),
  };
  return (
    <div className="mt-4 flex flex-col gap-1.5">
      <label htmlFor={id} className="w-fit font-medium text-ink">
        {proof === "code" ? "Code of your app, or a recovery code" : "Present password"}
      </label>
      {proof === "code" ? (
        <Input {...shared} autoComplete="one-time-code" className="max-w-64 font-mono" />
      ) : (
        <SecretInput {...shared} secretName="present password" autoComplete="current-password" />
      )}
    </div>
  );
}
