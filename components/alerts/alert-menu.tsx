"use client";

import { useState } from "react";
import { answerOf } from "#components/form/answer-of.ts";
import { focusNextRow } from "#components/list/row-focus.ts";
import { ActionsMenu } from "#components/list/row-menu.tsx";
import { alertPath } from "#components/paths.ts";
import { MenuItem, MenuLink } from "#components/ui/menu.tsx";
import { toast } from "#components/ui/toast.ts";
import type { AlertRow } from "#lib/domain/alert/list.ts";
import {
  maySetStatus,
  SETTABLE_STATUSES,
  type SettableStatus,
  STATUS_VERBS,
} from "#lib/domain/alert/status.ts";
import type { AlertActions, Change } from "./alert-actions.ts";
import { ChangeStatus } from "./change-status.tsx";

type Props = {
  alert: AlertRow;
  change: AlertActions["change"];
  /** Whether a filter by status is on, so that the row leaves the list when its status changes. */
  leavesOnChange: boolean;
};

/** The ellipsis menu of a row. */
export function AlertMenu({ alert, change, leavesOnChange }: Props) {
  const [asked, setAsked] = useState<SettableStatus | null>(null);
  const { alertId, title } = alert;

  async function confirm(wanted: Change) {
    if (leavesOnChange) focusNextRow(alertId);
    const result = await answerOf(change(alertId, wanted));
    if (!result.ok) return result.message;
    toast.success(`${title} is ${wanted.status}`);
  }

  return (
    <>
      <ActionsMenu>
        {SETTABLE_STATUSES.filter((status) => maySetStatus(alert.status, status)).map((status) => (
          <MenuItem key={status} onSelect={() => setAsked(status)}>
            {STATUS_VERBS[status]}
          </MenuItem>
        ))}
        <MenuLink href={alertPath(alertId)}>Show timeline</MenuLink>
      </ActionsMenu>
      <ChangeStatus status={asked} onClose={() => setAsked(null)} name={title} change={confirm} />
    </>
  );
}
