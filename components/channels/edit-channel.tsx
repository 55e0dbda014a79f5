"use client";

import { useRouter } from "next/navigation";
import { type ComponentProps, useState } from "react";
import { answerOf } from "#components/form/answer-of.ts";
import { Conflict } from "#components/form/conflict.tsx";
import { FormPage } from "#components/form/form-page.tsx";
import { useConflict } from "#components/form/use-conflict.ts";
import { WEBHOOKS, webhookPath } from "#components/paths.ts";
import { toast } from "#components/ui/toaster.tsx";
import type { ActionResult } from "#lib/domain/action-result.ts";
import type { ChannelSettings, ChannelView, Waiting } from "#lib/domain/channel/channel.ts";
import { ChannelFields } from "./channel-fields.tsx";
import { ChannelStatus } from "./channel-status.tsx";
import { DetailsTab } from "./details-tab.tsx";
import { EnableChannel } from "./enable-channel.tsx";
import { CHANNEL_FIELDS } from "./form/compared-fields.ts";
import { useChannelForm } from "./form/use-channel-form.ts";
import { sameSettings, valuesOf } from "./form/values.ts";
import { TestWebhookButton } from "./test/test-webhook-button.tsx";
import { TroubleNote } from "./trouble-note.tsx";

type Props = {
  channel: ChannelView;
  /** How many deliveries wait for it. */
  pendingDeliveries: number;
  change: (
    id: string,
    changes: ChannelSettings & { waiting: Waiting; version: number },
  ) => Promise<ActionResult>;
  test: ComponentProps<typeof TestWebhookButton>["test"];
};

/** The form of a channel that exists. */
export function EditChannel({ channel, pendingDeliveries, change, test }: Props) {
  const router = useRouter();
  // What was opened: a refresh of the page must not lend its version to values typed over an older one.
  const [opened, setOpened] = useState(channel);
  const { form, soundValues } = useChannelForm(opened, valuesOf(opened));
  // A new signing secret or a trusted certificate is a newer version too, of the same settings.
  const { version } = sameSettings(opened, channel) ? channel : opened;
  const { comparison, refuse, take } = useConflict({
    form,
    opened: { version, values: valuesOf(opened) },
    latest: { version: channel.version, values: valuesOf(channel) },
    fields: CHANNEL_FIELDS,
    reopen: () => setOpened(channel),
  });

  async function save(values: ChannelSettings, waiting: Waiting = "send") {
    const result = await answerOf(change(opened.id, { ...values, waiting, version }));
    if (!result.ok) return refuse(result);
    toast.success(`${values.name} is saved`);
    router.push(WEBHOOKS);
  }

  // Answers the question of what becomes of what waited; null is Cancel.
  const [decide, setDecide] = useState<((waiting: Waiting | null) => void) | null>(null);
  async function submit(values: ChannelSettings) {
    if (opened.enabled || !values.enabled || pendingDeliveries === 0) return save(values);
    const waiting = await new Promise<Waiting | null>((resolve) => setDecide(() => resolve));
    setDecide(null);
    if (waiting !== null) return save(values, waiting);
    // An error of any kind tells the form that nothing was saved: its changes are still to be lost.
    form.setError("root.cancelled", {});
  }

  return (
    <FormPage
      form={form}
      title={opened.name}
      status={<ChannelStatus channel={opened} />}
      cancelHref={WEBHOOKS}
      tabs={<DetailsTab href={webhookPath(opened.id)} />}
      onSubmit={submit}
      footerStart={
        <TestWebhookButton
          channelId={opened.id}
          settings={soundValues}
          test={test}
          changed={form.formState.isDirty}
        />
      }
    >
      <Conflict what="this webhook" comparison={comparison} take={take} />
      <TroubleNote channel={opened} mayEnable />
      <ChannelFields form={form} stored={opened} />
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
