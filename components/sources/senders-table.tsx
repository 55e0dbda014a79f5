"use client";

import { DataTable } from "#components/list/table.tsx";
import type { Column } from "#components/list/table-shape.ts";
import type { ListedSender } from "./listed-sender.ts";
import { SenderStatus } from "./sender-status.tsx";

/** Who posts alerts: a row per source and API key. `now` is the server's clock, ms since 1970. */
export function SendersTable({ rows, now }: { rows: readonly ListedSender[]; now: number }) {
  return (
    <DataTable
      label="Senders"
      rows={rows}
      rowId={({ id }) => id}
      rowName={({ name }) => name}
      rowHref={({ href }) => href}
      columns={COLUMNS}
      now={now}
    />
  );
}

const counted = (count: number): string | null => (count === 0 ? null : count.toLocaleString("en"));

const COLUMNS: Column<ListedSender>[] = [
  { key: "name", header: "Source", width: "title", phone: "title", text: ({ name }) => name },
  { key: "last", header: "Last alert", width: "under", phone: "detail", text: ({ last }) => last },
  {
    key: "key",
    header: "API key",
    width: "wide",
    phone: "detail",
    empty: "None",
    text: ({ keyName }) => keyName,
  },
  {
    key: "received",
    header: "Last received",
    width: "fit",
    phone: "detail",
    empty: "Never",
    time: ({ lastReceivedAt }) => lastReceivedAt,
  },
  {
    key: "hour",
    header: "Alerts this hour",
    width: "number",
    phone: "hidden",
    empty: "0",
    roomy: true,
    cell: ({ alertsThisHour }) => counted(alertsThisHour),
  },
  {
    key: "day",
    header: "In 24 h",
    width: "number",
    phone: "detail",
    empty: "0",
    around: { after: "in 24 h" },
    cell: ({ alertsLastDay }) => counted(alertsLastDay),
  },
  {
    key: "refused",
    header: "Refused in 24 h",
    width: "number",
    phone: "hidden",
    empty: "0",
    cell: ({ refusedLastDay }) => counted(refusedLastDay),
  },
  {
    key: "state",
    header: "State",
    width: "fit",
    phone: "state",
    cell: ({ state }) => <SenderStatus state={state} />,
  },
];
