"use client";

import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import type { SearchParams } from "#components/ui/href.ts";
import { SelectionBar } from "#components/ui/selection-bar.tsx";
import { useTitleFocus } from "#components/ui/title-focus.ts";
import type { AlertRow } from "#lib/domain/alert-list.ts";
import {
  maySetStatus,
  SETTABLE_STATUSES,
  type SettableStatus,
  STATUS_VERBS,
} from "#lib/domain/alert-status.ts";
import type { AlertActions, Change } from "./alert-actions.ts";
import { ChangeStatus } from "./change-status.tsx";
import { useSelectedAlerts } from "./selected-alerts.tsx";
import { useChangeMany } from "./use-change-many.ts";
import { alertCount, progressOf } from "./words.ts";

type Props = {
  actions: AlertActions;
  /** The address bar's: what "all" means. */
  params: SearchParams;
  /** How many the list finds on all pages, in words ("10,000+"); null where this is the only page. */
  found: string | null;
};

/** What can be done with the ticked alerts at once, or with all that the list finds; nothing while none is ticked. */
export function SelectedBar({ actions, params, found }: Props) {
  const selected = useSelectedAlerts();
  const [asked, setAsked] = useState<SettableStatus | null>(null);
  const { progress, run, stop } = useChangeMany(actions);
  useTitleFocus(asked !== null, (selected?.alerts.length ?? 0) > 0);
  if (selected === null || (selected.alerts.length === 0 && asked === null)) return null;
  const { alerts, total, everything } = selected;
  const count = everything && found !== null ? found : String(alerts.length);

  async function confirm(change: Change) {
    const ids = alerts.map(({ alertId }) => alertId);
    const refusal = await run(everything ? { params } : { ids }, change);
    if (refusal !== undefined) return refusal;
    selected?.clear();
  }

  return (
    <SelectionBar count={everything && found !== null ? found : alerts.length} total={found ?? total}>
      {SETTABLE_STATUSES.filter((status) => everything || mayBeSet(status, alerts)).map((status) => (
        <Button key={status} variant="ghost" size="sm" onClick={() => setAsked(status)}>
          {STATUS_VERBS[status]}
        </Button>
      ))}
      {found !== null && alerts.length === total && !everything && (
        <Button variant="ghost" size="sm" onClick={() => selected.setEverything(true)}>
          Select all {found}
        </Button>
      )}
      <ChangeStatus
        status={asked}
        onClose={() => setAsked(null)}
        name={everything ? `all ${count} alerts` : alertCount(alerts.length)}
        change={confirm}
        progress={
          progress !== null &&
          everything && <Progress text={progressOf(progress, found ?? String(total))} stop={stop} />
        }
      />
    </SelectionBar>
  );
}

/** Whether it would change any of them. */
const mayBeSet = (status: SettableStatus, alerts: readonly AlertRow[]): boolean =>
  alerts.some((alert) => maySetStatus(alert.status, status));

function Progress({ text, stop }: { text: string; stop: () => void }) {
  return (
    <div className="mt-3 flex items-center justify-between gap-3">
      <span role="status" className="tabular-nums">
        {text}
      </span>
      <Button size="sm" onClick={stop}>
        Stop
      </Button>
    </div>
  );
}
