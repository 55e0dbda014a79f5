"use client";

import { dotted } from "#components/list/dotted.tsx";
import type { SearchParams } from "#components/list/href.ts";
import { sortOf } from "#components/list/href.ts";
import { DataTable } from "#components/list/table.tsx";
import type { Column } from "#components/list/table-shape.ts";
import { MutedBadge } from "#components/mutes/muted-badge.tsx";
import type { WithMute } from "#components/mutes/muted-until.ts";
import { alertPath } from "#components/paths.ts";
import { PriorityBadge } from "#components/ui/priority-badge.tsx";
import type { AlertRow } from "#lib/domain/alert/list.ts";
import type { AlertActions } from "./alert-actions.ts";
import { AlertMenu } from "./alert-menu.tsx";
import { AlertStatus } from "./alert-status.tsx";
import { useSelectedAlerts } from "./selected-alerts.tsx";
import { DEFAULT_SORT } from "./sorts.ts";

type ListedAlert = AlertRow & WithMute;

type Props = {
  rows: ListedAlert[];
  /** From the address bar, for the links that sort. */
  params: SearchParams;
  /** The server's clock, ms since 1970. */
  now: number;
  /** Leave out for users who may only look. */
  actions?: AlertActions | undefined;
};

/** The list of alerts. */
export function AlertsTable({ rows, params, now, actions }: Props) {
  const selection = useSelectedAlerts()?.selection;
  return (
    <DataTable
      label="Alerts"
      rows={rows}
      rowId={(row) => row.alertId}
      rowName={(row) => row.title}
      columns={COLUMNS}
      now={now}
      rowHref={({ alertId }) => alertPath(alertId)}
      sort={sortOf(params, DEFAULT_SORT)}
      selection={actions && selection}
      actions={
        actions &&
        ((row) => <AlertMenu alert={row} change={actions.change} leavesOnChange={Boolean(params.status)} />)
      }
    />
  );
}

const COLUMNS: Column<ListedAlert>[] = [
  {
    key: "status",
    header: "Status",
    width: "fit",
    phone: "state",
    cell: ({ status }) => <AlertStatus status={status} />,
  },
  {
    key: "priority",
    header: "Priority",
    width: "fit",
    phone: "detail",
    sortable: true,
    cell: ({ priority }) => <PriorityBadge priority={priority} />,
  },
  {
    key: "title",
    header: "Title",
    width: "title",
    phone: "title",
    text: ({ title }) => title,
    mark: ({ mutedUntil }) => <MutedBadge until={mutedUntil} />,
  },
  {
    key: "from",
    header: "Category and source",
    width: "under",
    phone: "detail",
    cell: ({ category, sourceName }) => dotted([category, sourceName]),
  },
  {
    key: "updated",
    header: "Last update",
    width: "fit",
    phone: "detail",
    sortable: true,
    time: ({ updatedAt }) => updatedAt,
  },
  {
    key: "occurrences",
    header: "Occurrences",
    width: "number",
    phone: "detail",
    roomy: true,
    quiet: ({ occurrences }) => occurrences === 1,
    around: { after: "times" },
    cell: ({ occurrences }) => occurrences.toLocaleString("en"),
  },
];
