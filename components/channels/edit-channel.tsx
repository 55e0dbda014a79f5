"use client";

import { useRouter } from "next/navigation";
import { type ComponentProps, useState } from "react";
import { answerOf } from "#components/form/answer-of.ts";
import { isSame } from "#components/form/compare.ts";
import { Conflict } from "#components/form/conflict.tsx";
import { FormPage } from "#components/form/form-page.tsx";
import { useConflict } from "#components/form/use-conflict.ts";
import { WEBHOOKS } from "#components/paths.ts";
import { toast } from "#components/ui/toast.ts";
import type { ActionResult } from "#lib/domain/action-result.ts";
import type { ChannelView, Waiting } from "#lib/domain/channel/channel.ts";
import type { ChannelSettings } from "#lib/domain/channel/channel-schema.ts";
import { ChannelFields } from "./channel-fields.tsx";
import { EnableChannel } from "./enable-channel.tsx";
import { CHANNEL_FIELDS } from "./form/compared-fields.ts";
import { useOpenedChannel } from "./form/use-opened-channel.ts";
import type { MakePreview } from "./form/use-preview.ts";
import { valuesOf } from "./form/values.ts";
import type { FormatFace } from "./format/format-face.ts";
import { willUseFormat } from "./pending.ts";
import { TestWebhookButton } from "./test/test-webhook-button.tsx";

type Props = {
  channel: ChannelView;
  /** The format that the form opens with. */
  format: FormatFace;
  /** The number of deliveries that wait for the channel. */
  pendingDeliveries: number;
  change: (
    id: string,
    changes: ChannelSettings & { waiting: Waiting; version: number },
  ) => Promise<ActionResult>;
  test: ComponentProps<typeof TestWebhookButton>["test"];
  preview: MakePreview;
};

/** The form of a saved channel. */
export function EditChannel(props: Props) {
  const { channel, format, pendingDeliveries, change, test, preview } = props;
  const router = useRouter();
  const { opened, version, form, soundValues, reopen } = useOpenedChannel(channel);
  const { comparison, refuse, take } = useConflict({
    form,
    opened: { version, values: valuesOf(opened) },
    latest: { version: channel.version, values: valuesOf(channel) },
    fields: CHANNEL_FIELDS,
    reopen,
  });

  async function save(values: ChannelSettings, waiting: Waiting = "send") {
    const result = await answerOf(change(opened.id, { ...values, waiting, version }));
    if (!result.ok) return refuse(result);
    const isSent = waiting === "send" && !isSame(values.format, valuesOf(opened).format);
    toast.success(`${values.name} is saved`, {
      description: (isSent && willUseFormat(pendingDeliveries)) || undefined,
    });
    router.push(WEBHOOKS);
  }

  // Resolves the question about the waiting deliveries; null is Cancel.
  const [decide, setDecide] = useState<((waiting: Waiting | null) => void) | null>(null);
  async function submit(values: ChannelSettings) {
    if (opened.enabled || !values.enabled || pendingDeliveries === 0) return save(values);
    const waiting = await new Promise<Waiting | null>((resolve) => setDecide(() => resolve));
    setDecide(null);
    if (waiting !== null) return save(values, waiting);
    // Nothing was saved. Any error tells the form so, and it keeps asking before the changes are lost.
    form.setError("root.cancelled", {});
  }

  return (
    <FormPage
      form={form}
      cancelHref={WEBHOOKS}
      onSubmit={submit}
      footerStart={
        <TestWebhookButton
          channelId={opened.id}
          unsavedSettings={form.formState.isDirty ? soundValues : null}
          test={test}
          // A Test that meets the trusted certificate again removes the note about the other one.
          onClosed={() => router.refresh()}
        />
      }
    >
      <Conflict what="this webhook" comparison={comparison} take={take} />
      <ChannelFields
        form={form}
        stored={opened}
        format={format}
        waiting={willUseFormat(pendingDeliveries)}
        preview={preview}
      />
      <EnableChannel
        name={opened.name}
        pending={pendingDeliveries}
        open={decide !== null}
        onOpenChange={() => decide?.(null)}
        enable={async (waiting) => decide?.(waiting)}
      />
    </FormPage>
  );
}
