"use client";

import { type ReactNode, useState } from "react";
import { answerOf } from "#components/form/answer-of.ts";
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { useTitleFocusAtEnd } from "#components/ui/title-focus.ts";
import { toast } from "#components/ui/toast.ts";
import type { ActionResult } from "#lib/domain/action-result.ts";

type Props = {
  label: string;
  /** The question before it: "Send 5 deliveries?" */
  question: string;
  /** What will happen. */
  children: ReactNode;
  tone?: "danger" | "primary";
  /** Does it; resolves with how many it was done to. */
  decide: () => Promise<ActionResult<number>>;
  /** What is said then, before the number: "Sent". */
  done: string;
};

/** Decides about everything that a restore left undecided, after a question. */
export function DecideButton({ label, question, children, tone = "primary", decide, done }: Props) {
  const [asks, setAsks] = useState(false);
  const focusTitleAtEnd = useTitleFocusAtEnd();
  const confirm = async () => {
    const result = await answerOf(decide());
    if (!result.ok) return result.message;
    focusTitleAtEnd();
    toast.success(`${done}: ${result.value.toLocaleString("en")}`);
  };
  return (
    <>
      <Button size="sm" className="noscript:hidden" onClick={() => setAsks(true)}>
        {label}
      </Button>
      <ConfirmDialog
        open={asks}
        onOpenChange={setAsks}
        title={question}
        confirmLabel={label}
        tone={tone}
        onConfirm={confirm}
      >
        {children}
      </ConfirmDialog>
    </>
  );
}
