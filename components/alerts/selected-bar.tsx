"use client";

import { useState } from "react";
import type { SearchParams } from "#components/list/href.ts";
import { SelectionBar } from "#components/list/selection-bar.tsx";
import { Button } from "#components/ui/button.tsx";
import { useTitleFocus } from "#components/ui/title-focus.ts";
import type { AlertRow } from "#lib/domain/alert/list.ts";
import {
  maySetStatus,
  SETTABLE_STATUSES,
  type SettableStatus,
  STATUS_VERBS,
} from "#lib/domain/alert/status.ts";
import type { AlertActions, Change } from "./alert-actions.ts";
import { ChangeStatus } from "./change-status.tsx";
import { useSelectedAlerts } from "./selected-alerts.tsx";
import { useChangeMany } from "./use-change-many.ts";
import { alertCount } from "./words.ts";

type Props = {
  actions: AlertActions;
  /** From the address bar: they define "all". */
  params: SearchParams;
  /** When this page was read, and when the list was first read. */
  asOf: { page: string; list: string };
  /** How many alerts the list finds on all pages, in words ("10,000+"); null if this is the only page. */
  found: string | null;
};

/** The actions on the ticked alerts, or on all that the list finds. Renders nothing while none is ticked. */
export function SelectedBar({ actions, params, asOf, found }: Props) {
  const selected = useSelectedAlerts();
  const [asked, setAsked] = useState<SettableStatus | null>(null);
  const run = useChangeMany(actions);
  useTitleFocus(asked !== null, (selected?.alerts.length ?? 0) > 0);
  if (selected === null || (selected.alerts.length === 0 && asked === null)) return null;
  const { alerts, total, everything } = selected;
  const count = everything && found !== null ? found : String(alerts.length);

  async function confirm(change: Change) {
    const ids = alerts.map(({ alertId }) => alertId);
    const refusal = await run(everything ? { params, asOf: asOf.list } : { ids, asOf: asOf.page }, change);
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
      />
    </SelectionBar>
  );
}

/** Whether it would change any of them. */
const mayBeSet = (status: SettableStatus, alerts: readonly AlertRow[]): boolean =>
  alerts.some((alert) => maySetStatus(alert.status, status));
