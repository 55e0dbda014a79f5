"use client";

import { dotted } from "#components/list/dotted.tsx";
import { DataTable } from "#components/list/table.tsx";
import type { Column } from "#components/list/table-shape.ts";
import { auditPath } from "#components/paths.ts";
import type { ListedChange } from "./listed-change.ts";

type Props = {
  rows: ListedChange[];
  /** The server's clock, ms since 1970. */
  now: number;
};

/** The audit log: each row leads to what it changed. */
export function AuditTable({ rows, now }: Props) {
  return (
    <DataTable
      label="Audit log"
      rows={rows}
      rowId={({ seq }) => String(seq)}
      rowName={({ what }) => what}
      rowHref={({ seq }) => auditPath(seq)}
      columns={COLUMNS}
      now={now}
    />
  );
}

const COLUMNS: Column<ListedChange>[] = [
  { key: "what", header: "What", width: "title", phone: "title", text: ({ what }) => what },
  {
    key: "thing",
    header: "Thing and change",
    width: "under",
    phone: "detail",
    cell: ({ thing, brief }) => dotted([thing, brief]),
  },
  { key: "who", header: "Who", width: "words", phone: "state", text: ({ who }) => who },
  {
    key: "address",
    header: "From",
    width: "words",
    phone: "hidden",
    empty: "–",
    roomy: true,
    text: ({ address }) => address,
  },
  { key: "when", header: "When", width: "fit", phone: "detail", time: ({ at }) => at },
];
