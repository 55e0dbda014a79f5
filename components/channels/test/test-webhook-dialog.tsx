"use client";

import { useEffect, useRef } from "react";
import { asCurl } from "#components/deliveries/curl.ts";
import { Button } from "#components/ui/button.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import type { ChannelSettings } from "#lib/domain/channel/channel-schema.ts";
import { Refused } from "./refused.tsx";
import { SampleAlert } from "./sample-alert.tsx";
import { Sending } from "./sending.tsx";
import { TestResult } from "./test-result.tsx";
import { type SendTest, type TestState, useChannelTest } from "./use-channel-test.ts";

export type TestWebhookDialogProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** The name of the tested webhook, unless the page makes it plain. */
  name?: string;
  /** The form's values to test; null to test the saved settings. */
  unsaved: ChannelSettings | null;
  send: SendTest;
};

/** Sends a sample alert for real when it opens. Shows the request and the answer, or why there was none. */
export function TestWebhookDialog({ open, onOpenChange, name, unsaved, send }: TestWebhookDialogProps) {
  const { text, type, state, start, forget } = useChannelTest(send);
  useAtOpening(open, start);
  const again = useRef<HTMLButtonElement>(null);
  const change = (next: boolean) => {
    if (!next) forget();
    onOpenChange(next);
  };
  const done = state.kind === "done" ? state.result : null;
  return (
    <Dialog
      open={open}
      onOpenChange={change}
      size="xl"
      keepOpenOutside
      initialFocus={again}
      title={name === undefined ? "Test Webhook" : `Test ${name}`}
      description={unsaved === null ? OF_SAVED : OF_UNSAVED}
      footer={
        <>
          {done && done.request.body !== "" && (
            <CopyButton
              text={asCurl(done.request)}
              label="Copy as curl"
              variant="secondary"
              size="md"
              className="mr-auto"
            >
              Copy as curl
            </CopyButton>
          )}
          <Button onClick={() => change(false)}>Close</Button>
          <Button ref={again} variant="primary" pending={state.kind === "sending"} onClick={start}>
            Send again
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <SampleAlert text={text} onChange={type} faults={state.kind === "faulty" ? state.faults : []} />
        <p role="status" className="sr-only">
          {spoken(state)}
        </p>
        {state.kind === "refused" && <Refused {...state} settings={unsaved} />}
        {state.kind === "sending" && <Sending />}
        {done && <TestResult result={done} unsaved={unsaved !== null} />}
      </div>
    </Dialog>
  );
}

const OF_SAVED =
  "Tocsin sends the sample alert to the receiver for real, even while the webhook is disabled.";
const OF_UNSAVED =
  "Tocsin sends the sample alert to the receiver for real, with the settings that the form holds now. Nothing is saved.";

/** Runs once each time the dialog opens. */
function useAtOpening(open: boolean, run: () => void) {
  const ran = useRef(false);
  useEffect(() => {
    if (open && !ran.current) run();
    ran.current = open;
  });
}

/** Empty for a refusal or a failure: their alerts speak for themselves. */
function spoken(state: TestState): string {
  if (state.kind === "sending") return "Sending";
  return state.kind === "done" && state.result.failure === null ? "Delivered" : "";
}
