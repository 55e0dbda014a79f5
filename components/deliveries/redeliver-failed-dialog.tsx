"use client";

import { type ComponentProps, useEffect, useId, useState } from "react";
import { answerOf } from "#components/form/answer-of.ts";
import { useJobs } from "#components/jobs/jobs.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { Select } from "#components/ui/select.tsx";
import type { RangeName } from "#lib/domain/delivery/list.ts";
import { deliveryCount } from "./measures.ts";
import type { RedeliverFailed } from "./redeliver-failed.tsx";
import { RANGE_WORDS } from "./words.ts";

type Props = ComponentProps<typeof RedeliverFailed> & {
  open: boolean;
  onOpenChange: (open: boolean) => void;
};

type Choice = RangeName | "all";

const CHOICES = [
  ...Object.entries(RANGE_WORDS).map(([value, label]) => ({
    value: value as Choice,
    label: `the ${label.toLowerCase()}`,
  })),
  { value: "all" as const, label: "all the time" },
];

/** Asks since when, says how many, and starts the job. */
export function RedeliverFailedDialog({ channel, range, actions, open, onOpenChange }: Props) {
  const [chosen, setChosen] = useState<Choice>(range ?? "24h");
  const jobs = useJobs();
  const id = useId();
  const failed = { channelId: channel?.id, range: chosen === "all" ? undefined : chosen };
  const count = useCount(open, failed, actions.countFailed);

  async function confirm() {
    const result = await answerOf(actions.redeliverFailed(failed));
    if (!result.ok) return result.message;
    jobs.put(result.value);
  }

  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title={`Send everything again that failed at ${channel?.name ?? "any webhook"}?`}
      confirmLabel="Redeliver"
      tone="primary"
      ready={typeof count === "number" && count > 0}
      onConfirm={confirm}
    >
      <div className="flex flex-col gap-3">
        <label htmlFor={id} className="flex flex-wrap items-center gap-2 text-ink">
          Failed in
          <Select id={id} value={chosen} onChange={setChosen} options={CHOICES} className="w-48" />
        </label>
        <p role="status" className="font-medium text-ink">
          {typeof count === "string" ? count : count === null ? "Counting…" : wordsOf(count, chosen)}
        </p>
        <p>
          They use at most half of a webhook's slots and let new deliveries pass. An alert's events keep their
          order. Disabled webhooks and Tests are left out; a mute does not stop it.
        </p>
      </div>
    </ConfirmDialog>
  );
}

function wordsOf(count: number, chosen: Choice): string {
  if (count > 0) return `${deliveryCount(count)} will be sent.`;
  return chosen === "all" ? "Nothing has failed." : "Nothing has failed in that time: choose a longer one.";
}

type Counting = Props["actions"]["countFailed"];

/** How many there are; null until that is known, or a sentence that says why it is not. */
function useCount(open: boolean, { channelId, range }: Parameters<Counting>[0], count: Counting) {
  const [counted, setCounted] = useState<{ key: string; value: number | string } | null>(null);
  const key = `${open} ${channelId} ${range}`;
  useEffect(() => {
    if (!open) return;
    let isOver = false;
    void answerOf(count({ channelId, range })).then((result) => {
      if (!isOver) setCounted({ key, value: result.ok ? result.value : result.message });
    });
    return () => {
      isOver = true;
    };
  }, [open, channelId, range, count, key]);
  return counted?.key === key ? counted.value : null;
}
