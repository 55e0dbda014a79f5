"use client";

import { useRouter } from "next/navigation";
import { type ComponentProps, useState } from "react";
import { answerOf } from "#components/form/answer-of.ts";
import { showRefusal } from "#components/form/form-issues.ts";
import { FormPage } from "#components/form/form-page.tsx";
import { NEW_WEBHOOK, WEBHOOKS } from "#components/paths.ts";
import { Tabs } from "#components/ui/tabs.tsx";
import { toast } from "#components/ui/toast.ts";
import type { ActionResult } from "#lib/domain/action-result.ts";
import type { ChannelSettings } from "#lib/domain/channel/channel-schema.ts";
import { ChannelFields } from "./channel-fields.tsx";
import { useChannelForm } from "./form/use-channel-form.ts";
import type { MakePreview } from "./form/use-preview.ts";
import { type ChannelValues, newValues } from "./form/values.ts";
import type { FormatFace } from "./format/format-face.ts";
import { SigningSecret } from "./security/signing-secret.tsx";
import { TestWebhookButton } from "./test/test-webhook-button.tsx";

type Props = {
  title: string;
  /** The settings copied from another channel; without them the form starts blank. */
  from?: ChannelValues | undefined;
  /** The format that the form opens with. */
  format: FormatFace;
  create: (values: ChannelSettings) => Promise<ActionResult<{ signingSecret: string }>>;
  test: ComponentProps<typeof TestWebhookButton>["test"];
  preview: MakePreview;
};

/**
 * The form of a new channel. After Save it shows the signing secret for the only time, then opens the list.
 */
export function CreateChannel({ title, from, format, create, test, preview }: Props) {
  const router = useRouter();
  const [made, setMade] = useState<{ name: string; signingSecret: string } | null>(null);
  const { form, soundValues } = useChannelForm(null, from ?? newValues());

  async function save(values: ChannelSettings) {
    const result = await answerOf(create(values));
    if (result.ok) setMade({ name: values.name, ...result.value });
    else showRefusal(form, result);
  }

  function leave(name: string) {
    setMade(null);
    toast.success(`${name} is added`);
    router.push(WEBHOOKS);
  }

  return (
    <>
      <FormPage
        form={form}
        title={title}
        cancelHref={WEBHOOKS}
        tabs={<Tabs label="Webhook" tabs={[{ label: "Details", href: NEW_WEBHOOK }]} />}
        onSubmit={save}
        footerStart={<TestWebhookButton channelId={null} unsavedSettings={soundValues} test={test} />}
      >
        <ChannelFields form={form} stored={null} format={format} preview={preview} />
      </FormPage>
      {made && <SigningSecret {...made} onClose={() => leave(made.name)} />}
    </>
  );
}
