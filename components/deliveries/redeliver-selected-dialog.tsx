"use client";

import { answerOf } from "#components/form/answer-of.ts";
import { useJobs } from "#components/jobs/jobs.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import type { DeliveryActions } from "./delivery-actions.ts";
import { deliveryCount } from "./measures.ts";

type Props = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** The deliveries that can be sent again, and how many of the ticked ones can't. */
  ids: string[];
  others: number;
  redeliver: DeliveryActions["redeliverSelected"];
  onStarted: () => void;
};

/** Asks, then starts the job. */
export function RedeliverSelectedDialog({ ids, others, redeliver, onStarted, ...dialog }: Props) {
  const jobs = useJobs();
  async function confirm() {
    const result = await answerOf(redeliver(ids));
    if (!result.ok) return result.message;
    jobs.put(result.value);
    onStarted();
  }
  return (
    <ConfirmDialog
      {...dialog}
      title={`Send ${deliveryCount(ids.length)} again?`}
      confirmLabel="Redeliver"
      tone="primary"
      onConfirm={confirm}
    >
      Each receiver gets the same body under the same webhook-id, an alert's events in their order.
      {others > 0 && ` ${deliveryCount(others)} left out: pending, a Test, or to a deleted channel.`}
    </ConfirmDialog>
  );
}
