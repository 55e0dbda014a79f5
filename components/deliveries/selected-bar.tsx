"use client";

import { useState } from "react";
import { answerOf } from "#components/form/answer-of.ts";
import { useJobs } from "#components/jobs/jobs.tsx";
import { SelectionBar } from "#components/list/selection-bar.tsx";
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { useTitleFocus } from "#components/ui/title-focus.ts";
import type { DeliveryActions } from "./delivery-actions.ts";
import { mayRedeliver } from "./may.ts";
import { deliveryCount } from "./measures.ts";
import { useSelectedDeliveries } from "./selected-deliveries.tsx";

type Props = { redeliver: DeliveryActions["redeliverSelected"] };

/** The actions on the ticked deliveries. Renders nothing while none is ticked. */
export function SelectedBar({ redeliver }: Props) {
  const selected = useSelectedDeliveries();
  const jobs = useJobs();
  const [asking, setAsking] = useState(false);
  const chosen = selected?.deliveries ?? [];
  useTitleFocus(asking, chosen.length > 0);
  if (selected === null || (chosen.length === 0 && !asking)) return null;
  const possible = chosen.filter(mayRedeliver);
  const others = chosen.length - possible.length;

  async function confirm() {
    const result = await answerOf(redeliver(possible.map(({ id }) => id)));
    if (!result.ok) return result.message;
    jobs.put(result.value);
    selected?.clear();
  }

  return (
    <SelectionBar count={chosen.length} total={selected.total}>
      {possible.length > 0 ? (
        <Button variant="ghost" size="sm" onClick={() => setAsking(true)}>
          Redeliver
        </Button>
      ) : (
        <span className="text-muted">none can be sent again</span>
      )}
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={`Send ${deliveryCount(possible.length)} again?`}
        confirmLabel="Redeliver"
        tone="primary"
        onConfirm={confirm}
      >
        Each receiver gets the same body under the same webhook-id, an alert's events in their order.
        {others > 0 && ` ${deliveryCount(others)} left out: pending, a Test, or to a deleted channel.`}
      </ConfirmDialog>
    </SelectionBar>
  );
}
