"use client";

import { useState } from "react";
import { answerOf } from "#components/form/answer-of.ts";
import { AlertNote } from "#components/ui/alert-note.tsx";
import { Button } from "#components/ui/button.tsx";
import { ConfirmCode } from "./confirm-code.tsx";
import type { SetUpActions } from "./profile-actions.ts";
import { RecoveryCodesOnce } from "./recovery-codes-once.tsx";
import { ScanSecret, type SecretToScan } from "./scan-secret.tsx";

type Props = SetUpActions & {
  /** Where to go when the second factor is on, by a full load: every page may look different now. */
  leadsTo: string;
};

/** Sets up a second factor in three steps: the secret for the app, a code as its proof, the recovery codes. */
export function SetUpSecondFactor({ begin, confirm, leadsTo }: Props) {
  const [secret, setSecret] = useState<SecretToScan | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  if (secret === null) return <Begin begin={begin} onBegun={setSecret} />;
  return (
    <>
      <ScanSecret {...secret} />
      <ConfirmCode confirm={confirm} onDone={setCodes} />
      {codes !== null && <RecoveryCodesOnce codes={codes} onClose={() => location.assign(leadsTo)} />}
    </>
  );
}

function Begin({ begin, onBegun }: Pick<Props, "begin"> & { onBegun: (secret: SecretToScan) => void }) {
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<string>();

  async function press() {
    setPending(true);
    const result = await answerOf(begin());
    setPending(false);
    if (result.ok) onBegun(result.value);
    else setFailure(result.message);
  }

  return (
    <>
      {failure && <AlertNote tone="danger">{failure}</AlertNote>}
      <p>
        You need an authenticator app on your phone, or a password manager that makes codes. Have it at hand,
        then begin.
      </p>
      <noscript>
        <AlertNote tone="warning">This set-up needs JavaScript: allow it for this site.</AlertNote>
      </noscript>
      <Button variant="primary" pending={pending} onClick={press} className="noscript:hidden self-start">
        Begin
      </Button>
    </>
  );
}
