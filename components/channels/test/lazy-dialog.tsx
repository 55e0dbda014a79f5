"use client";

import { type ComponentType, useEffect, useEffectEvent, useState } from "react";
import { UNREACHABLE } from "#components/form/answer-of.ts";
import { toast } from "#components/ui/toaster.tsx";
import type { TestWebhookDialogProps } from "./test-webhook-dialog.tsx";

/** The dialog of a Test, loaded once it is first opened: it brings all that judges an alert. */
export function TestWebhookDialog(props: TestWebhookDialogProps) {
  const [Dialog, setDialog] = useState<ComponentType<TestWebhookDialogProps> | null>(null);
  const wanted = props.open && Dialog === null;
  // Not by React's lazy: a server that can't be reached would cost the page, and what was typed in it.
  const giveUp = useEffectEvent(() => {
    props.onOpenChange(false);
    toast.error("Nothing was sent", { description: UNREACHABLE });
  });
  useEffect(() => {
    if (!wanted) return;
    import("./test-webhook-dialog.tsx").then((loaded) => setDialog(() => loaded.TestWebhookDialog), giveUp);
  }, [wanted]);
  return Dialog && <Dialog {...props} />;
}
