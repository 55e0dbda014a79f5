"use client";

import { type ReactNode, useState } from "react";
import { answerOf } from "#components/form/answer-of.ts";
import { FormSection } from "#components/form/form-section.tsx";
import { SIGNING_SECTION } from "#components/paths.ts";
import { AlertNote } from "#components/ui/alert-note.tsx";
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { ExactTime } from "#components/ui/exact-time.tsx";
import { later, useIdleLoad, useLater } from "#components/ui/later.ts";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { SecurityActions, SecurityView } from "./security-view.ts";
import { SigningSecret } from "./signing-secret.tsx";

const snippets = later(() => import("./snippet-tabs.tsx"));

type SigningSectionProps = Pick<SecurityActions, "rotate"> & {
  channel: Pick<SecurityView, "id" | "name" | "previousSecretUntil">;
  mayManage: boolean;
  /** Shown without a script. The server renders them, so that their code is not in the first scripts. */
  allSnippets: ReactNode;
};

/** The signing secret (never shown again), its rotation, and how a receiver verifies signatures. */
export function SigningSection({ channel, mayManage, rotate, allSnippets }: SigningSectionProps) {
  const { previousSecretUntil: until } = channel;
  const [now] = useState(Date.now);
  useIdleLoad(snippets);
  const loaded = useLater(snippets);
  return (
    <FormSection
      id={SIGNING_SECTION}
      title="Signing secret"
      description="Signs every request, so that the receiver can tell that it comes from Tocsin, unchanged."
    >
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="text-muted">The secret was shown once, when it was made.</p>
        {mayManage && <Rotate channel={channel} rotate={rotate} />}
      </div>
      {until !== null && until > now && (
        <AlertNote title="Two secrets sign at the moment">
          The secret from before the rotation stops at <ExactTime at={until} /> (<RelativeTime at={until} />
          ): give the receiver the new one before then.
        </AlertNote>
      )}
      <div className="flex min-w-0 flex-col gap-2">
        <h3 className="font-medium">How to verify</h3>
        <p className="text-muted text-sm">
          Requests follow Standard Webhooks, so its libraries work too. A retry has the same webhook-id, by
          which the receiver can tell repeats.
        </p>
        {/* As high as the longest snippet, so that nothing below moves when it is loaded. */}
        <div className="min-h-112 noscript:hidden">{loaded && <loaded.SnippetTabs />}</div>
        <noscript>{allSnippets}</noscript>
      </div>
    </FormSection>
  );
}

function Rotate({ channel: { id, name }, rotate }: Pick<SigningSectionProps, "channel" | "rotate">) {
  const [asking, setAsking] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  async function confirm() {
    const result = await answerOf(rotate(id));
    if (!result.ok) return result.message;
    setSecret(result.value.signingSecret);
  }
  return (
    <>
      <Button onClick={() => setAsking(true)}>Rotate signing secret</Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={`Rotate the signing secret of ${name}?`}
        confirmLabel="Rotate"
        tone="primary"
        onConfirm={confirm}
      >
        The new secret is shown once. For 24 hours requests carry two signatures, by the new secret and by the
        present one; a secret from an earlier rotation stops at once.
      </ConfirmDialog>
      {secret !== null && (
        <SigningSecret name={name} signingSecret={secret} onClose={() => setSecret(null)} />
      )}
    </>
  );
}
