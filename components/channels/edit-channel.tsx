"use client";

import { useRouter } from "next/navigation";
import { type ComponentProps, useState } from "react";
import { answerOf } from "#components/ui/answer-of.ts";
import { showRefusal } from "#components/ui/form-issues.ts";
import { FormPage } from "#components/ui/form-page.tsx";
import { toast } from "#components/ui/toaster.tsx";
import type { ActionResult } from "#lib/domain/action-result.ts";
import type { ChannelSettings, ChannelView } from "#lib/domain/channel.ts";
import { ChannelFields } from "./channel-fields.tsx";
import { ChannelStatus } from "./channel-status.tsx";
import { DetailsTab } from "./details-tab.tsx";
import { DisabledNote } from "./disabled-note.tsx";
import { useChannelForm } from "./form/use-channel-form.ts";
import { sameSettings, valuesOf } from "./form/values.ts";
import { WEBHOOKS, webhookPath } from "./paths.ts";
import { TestWebhookButton } from "./test/test-webhook-button.tsx";

type Props = {
  channel: ChannelView;
  change: (id: string, changes: ChannelSettings & { version: number }) => Promise<ActionResult>;
  test: ComponentProps<typeof TestWebhookButton>["test"];
};

/** The form of a channel that exists. */
export function EditChannel({ channel, change, test }: Props) {
  const router = useRouter();
  // What was opened: a refresh of the page must not lend its version to values typed over an older one.
  const [opened] = useState(channel);
  const { form, soundValues } = useChannelForm(opened, valuesOf(opened));
  // A new signing secret or a trusted certificate is a newer version too, of the same settings.
  const { version } = sameSettings(opened, channel) ? channel : opened;

  async function save(values: ChannelSettings) {
    const result = await answerOf(change(opened.id, { ...values, version }));
    if (!result.ok) return showRefusal(form, result);
    toast.success(`${values.name} is saved`);
    router.push(WEBHOOKS);
  }

  return (
    <FormPage
      form={form}
      title={opened.name}
      status={<ChannelStatus enabled={opened.enabled} byTocsin={opened.disabledReason !== null} />}
      cancelHref={WEBHOOKS}
      tabs={<DetailsTab href={webhookPath(opened.id)} />}
      onSubmit={save}
      footerStart={
        <TestWebhookButton
          channelId={opened.id}
          settings={soundValues}
          test={test}
          changed={form.formState.isDirty}
        />
      }
    >
      <DisabledNote reason={opened.disabledReason} mayEnable />
      <ChannelFields form={form} stored={opened} />
    </FormPage>
  );
}
