"use client";

import { useEffect, useEffectEvent, useId, useState } from "react";
import { HeadersTable } from "#components/deliveries/headers-table.tsx";
import { answerOf } from "#components/form/answer-of.ts";
import { AlertNote } from "#components/ui/alert-note.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { JsonView } from "#components/ui/json-view.tsx";
import { OutsideText } from "#components/ui/outside-text.tsx";
import { Select } from "#components/ui/select.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { ActionResult } from "#lib/domain/action-result.ts";
import type { RuleTrial, TrialRequest, TriedEvent } from "#lib/domain/rule/trial.ts";

type Props = {
  event: TriedEvent;
  /** The channels that would get it; at least one. */
  channels: RuleTrial["channels"];
  onClose: () => void;
  find: (channelId: string) => Promise<ActionResult<TrialRequest>>;
};

/** The request that a channel would get for an event if the draft were saved. */
export function TrialRequestDialog({ event, channels, onClose, find }: Props) {
  const [channelId, setChannelId] = useState(channels[0]?.id ?? "");
  const found = useRequest(channelId, find);
  const id = useId();
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Request for ${event.alertTitle}`}
      description="Secrets are masked; webhook-timestamp and webhook-signature are added when it is sent."
      size="lg"
      footer={<Button onClick={onClose}>Close</Button>}
    >
      <div className="flex flex-col gap-4">
        <div className="flex flex-col gap-1.5">
          <label htmlFor={id} className="w-fit font-medium">
            Channel
          </label>
          <Select
            id={id}
            value={channelId}
            onChange={setChannelId}
            options={channels.map((channel) => ({ value: channel.id, label: channel.name }))}
          />
        </div>
        {found === null && <Skeleton className="h-40" />}
        {found?.ok === false && <AlertNote tone="danger">{found.message}</AlertNote>}
        {found?.ok && <Request request={found.value} />}
      </div>
    </Dialog>
  );
}

/** Null while loading. */
function useRequest(channelId: string, find: Props["find"]): ActionResult<TrialRequest> | null {
  const [found, setFound] = useState<{ channelId: string; result: ActionResult<TrialRequest> } | null>(null);
  const ask = useEffectEvent(() => answerOf(find(channelId)));
  useEffect(() => {
    let current = true;
    ask().then((result) => current && setFound({ channelId, result }));
    return () => {
      current = false;
    };
  }, [channelId]);
  return found?.channelId === channelId ? found.result : null;
}

function Request({ request: { method, url, headers, body } }: { request: TrialRequest }) {
  return (
    <>
      <p className="flex items-start gap-2.5">
        <Badge tone="accent">{method}</Badge>
        <code className="wrap-anywhere min-w-0 font-mono text-sm">
          <OutsideText text={url} />
        </code>
      </p>
      <HeadersTable headers={headers} label="Request headers" />
      <JsonView text={body} label="request body" />
    </>
  );
}
