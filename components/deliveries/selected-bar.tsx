"use client";

import { useState } from "react";
import { SelectionBar } from "#components/list/selection-bar.tsx";
import { Button } from "#components/ui/button.tsx";
import { later } from "#components/ui/later.ts";
import { useTitleFocus } from "#components/ui/title-focus.ts";
import { WhenOpen } from "#components/ui/when-open.tsx";
import type { DeliveryActions } from "./delivery-actions.ts";
import { possibleActs } from "./possible-acts.ts";
import { useSelectedDeliveries } from "./selected-deliveries.tsx";

const dialog = later(() => import("./redeliver-selected-dialog.tsx"));

type Props = { redeliver: DeliveryActions["redeliverSelected"] };

/** The actions on the ticked deliveries. Renders nothing while none is ticked. */
export function SelectedBar({ redeliver }: Props) {
  const selected = useSelectedDeliveries();
  const [asking, setAsking] = useState(false);
  const chosen = selected?.deliveries ?? [];
  useTitleFocus(asking, chosen.length > 0);
  if (selected === null || (chosen.length === 0 && !asking)) return null;
  const ids = chosen.filter((one) => possibleActs(one).includes("redeliver")).map(({ id }) => id);
  return (
    <SelectionBar count={chosen.length} total={selected.total}>
      {ids.length > 0 ? (
        <Button variant="ghost" size="sm" onClick={() => setAsking(true)}>
          Redeliver
        </Button>
      ) : (
        <span className="text-muted">none can be sent again</span>
      )}
      <WhenOpen part={dialog} open={asking} onFail={() => setAsking(false)}>
        {({ RedeliverSelectedDialog }) => (
          <RedeliverSelectedDialog
            open={asking}
            onOpenChange={setAsking}
            ids={ids}
            others={chosen.length - ids.length}
            redeliver={redeliver}
            onStarted={selected.clear}
          />
        )}
      </WhenOpen>
    </SelectionBar>
  );
}
