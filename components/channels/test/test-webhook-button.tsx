"use client";

import { Send } from "lucide-react";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import type { ActionResult } from "#lib/domain/action-result.ts";
import type { ChannelSettings } from "#lib/domain/channel/channel-schema.ts";
import type { ChannelTest } from "#lib/domain/channel/test.ts";
import { LaterTestDialog } from "./later-test-dialog.tsx";

type TestWebhookButtonProps = {
  /** Null for a channel that is not saved yet. */
  channelId: string | null;
  /** The form's present settings; null where a field is at fault, which the form then shows. */
  settings: () => Promise<ChannelSettings | null>;
  test: (input: { id?: string; channel?: unknown; alert?: unknown }) => Promise<ActionResult<ChannelTest>>;
  /** Whether the form has unsaved changes: then they are what is tested. */
  changed: boolean;
};

/** Test Webhook, for the form's footer: opens the dialog that sends a simulated alert with the form's present values. */
export function TestWebhookButton({ channelId, settings, test, changed }: TestWebhookButtonProps) {
  const [open, setOpen] = useState(false);
  const [unsaved, setUnsaved] = useState<ChannelSettings | null>(null);

  async function begin() {
    const present = changed || channelId === null ? await settings() : null;
    if (present === null && (changed || channelId === null)) return;
    setUnsaved(present);
    setOpen(true);
  }

  return (
    <>
      <Button icon={<Send aria-hidden />} onClick={begin}>
        Test Webhook
      </Button>
      <LaterTestDialog
        open={open}
        onOpenChange={setOpen}
        unsaved={unsaved}
        send={(alert) =>
          test({
            ...(channelId !== null && { id: channelId }),
            ...(unsaved !== null && { channel: unsaved }),
            alert,
          })
        }
      />
    </>
  );
}
