"use client";

import type { SearchParams } from "#components/list/href.ts";
import { sortOf } from "#components/list/href.ts";
import { DataTable } from "#components/list/table.tsx";
import type { Column } from "#components/list/table-shape.ts";
import { alertPath } from "#components/paths.ts";
import { OutsideText } from "#components/ui/outside-text.tsx";
import { PriorityBadge } from "#components/ui/priority-badge.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { AlertRow } from "#lib/domain/alert/list.ts";
import type { AlertActions } from "./alert-actions.ts";
import { AlertMenu } from "./alert-menu.tsx";
import { AlertStatus } from "./alert-status.tsx";
import { useSelectedAlerts } from "./selected-alerts.tsx";
import { DEFAULT_SORT } from "./sorts.ts";

type Props = {
  rows: AlertRow[];
  /** The address bar's, for the links that sort. */
  params: SearchParams;
  /** The server's clock, ms since 1970. */
  now: number;
  /** Left out for those who may only look. */
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
      columns={columnsAt(now)}
      sort={sortOf(params, DEFAULT_SORT)}
      selection={actions && selection}
      actions={
        actions &&
        ((row) => <AlertMenu alert={row} change={actions.change} leavesOnChange={Boolean(params.status)} />)
      }
    />
  );
}

const columnsAt = (now: number): Column<AlertRow>[] => [
  { key: "status", header: "Status", cell: ({ status }) => <AlertStatus status={status} /> },
  {
    key: "priority",
    header: "Priority",
    sortable: true,
    cell: ({ priority }) => <PriorityBadge priority={priority} />,
  },
  { key: "title", header: "Title", primary: true, grow: true, cell: (row) => <Title row={row} /> },
  { key: "category", header: "Category", cell: ({ category }) => <Words text={category} /> },
  { key: "source", header: "Source", cell: ({ sourceName }) => <Words text={sourceName} /> },
  {
    key: "updated",
    header: "Last update",
    sortable: true,
    cell: ({ updatedAt }) => <RelativeTime at={updatedAt} now={now} />,
  },
  {
    key: "occurrences",
    header: "Occurrences",
    numeric: true,
    cell: ({ occurrences }) => occurrences.toLocaleString("en"),
  },
];

/** Rows' links are not prefetched: a list that refreshes itself would ask for all of them again each time. */
function Title({ row }: { row: AlertRow }) {
  return (
    <TextLink plain prefetch={false} href={alertPath(row.alertId)}>
      <OutsideText text={row.title} className="wrap-anywhere line-clamp-2" />
    </TextLink>
  );
}

function Words({ text }: { text: string | null }) {
  if (text === null) return <span className="text-muted">None</span>;
  return <OutsideText text={text} className="wrap-anywhere line-clamp-2 md:min-w-24 xl:w-max xl:max-w-40" />;
}
