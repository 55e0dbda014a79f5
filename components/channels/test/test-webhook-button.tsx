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
  /**
   * Returns the form's values if they are to be tested instead of the saved settings; null if a field is at
   * fault, which the form then shows.
   */
  unsavedSettings?: (() => Promise<ChannelSettings | null>) | null;
  test: (input: { id?: string; channel?: unknown; alert?: unknown }) => Promise<ActionResult<ChannelTest>>;
  onClosed?: () => void;
};

/** Test Webhook: sends a simulated alert at once, with the saved settings or the form's values. */
export function TestWebhookButton(props: TestWebhookButtonProps) {
  const { channelId, unsavedSettings = null, test, onClosed } = props;
  const [open, setOpen] = useState(false);
  const [unsaved, setUnsaved] = useState<ChannelSettings | null>(null);

  async function begin() {
    const present = unsavedSettings === null ? null : await unsavedSettings();
    if (unsavedSettings !== null && present === null) return;
    setUnsaved(present);
    setOpen(true);
  }

  function change(next: boolean) {
    setOpen(next);
    if (!next) onClosed?.();
  }

  return (
    <>
      <Button icon={<Send aria-hidden />} onClick={begin}>
        Test Webhook
      </Button>
      <LaterTestDialog
        open={open}
        onOpenChange={change}
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
