"use client";

import { later } from "#components/ui/later.ts";
import { WhenOpen } from "#components/ui/when-open.tsx";
import type { TestWebhookDialogProps } from "./test-webhook-dialog.tsx";

const dialog = later(() => import("./test-webhook-dialog.tsx"));

/** The Test modal. Its code is loaded when it is first opened. */
export function LaterTestDialog(props: TestWebhookDialogProps) {
  return (
    <WhenOpen part={dialog} open={props.open} onFail={() => props.onOpenChange(false)}>
      {({ TestWebhookDialog }) => <TestWebhookDialog {...props} />}
    </WhenOpen>
  );
}
