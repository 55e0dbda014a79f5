"use client";

import { DataTable } from "#components/list/table.tsx";
import type { Column } from "#components/list/table-shape.ts";
import { channelDeliveriesPath } from "#components/paths.ts";
import type { ChannelFigures } from "#lib/domain/overview/overview.ts";
import { countInWords, durationInWords, shareInWords } from "./words.ts";

type Props = {
  rows: readonly ChannelFigures[];
  /** The server's clock in ms. */
  now: number;
};

/** How deliveries to each channel did. A row leads to the channel's deliveries. */
export function ChannelFiguresTable({ rows, now }: Props) {
  return (
    <DataTable
      label="Deliveries by webhook"
      rows={rows}
      rowId={({ id }) => id}
      rowName={({ name }) => name}
      rowHref={({ id }) => channelDeliveriesPath(id)}
      columns={COLUMNS}
      now={now}
    />
  );
}

const COLUMNS: Column<ChannelFigures>[] = [
  { key: "name", header: "Webhook", width: "title", phone: "title", text: ({ name }) => name },
  {
    key: "delivered",
    header: "Delivered",
    width: "number",
    phone: "detail",
    around: { after: "delivered" },
    quiet: ({ delivered }) => delivered === 0,
    cell: ({ delivered }) => countInWords(delivered),
  },
  {
    key: "failed",
    header: "Failed",
    width: "number",
    phone: "detail",
    around: { after: "failed" },
    quiet: ({ failed }) => failed === 0,
    cell: ({ failed }) => (
      <span className={failed > 0 ? "text-danger-text" : ""}>{countInWords(failed)}</span>
    ),
  },
  {
    key: "share",
    header: "Share delivered",
    width: "number",
    phone: "state",
    cell: ({ shareDelivered }) => shareInWords(shareDelivered),
  },
  {
    key: "attempts",
    header: "Failed attempts",
    width: "number",
    phone: "hidden",
    roomy: true,
    cell: ({ failedAttempts }) => countInWords(failedAttempts),
  },
  { key: "p50", header: "p50", width: "number", phone: "hidden", cell: ({ p50 }) => durationInWords(p50) },
  {
    key: "p95",
    header: "p95",
    width: "number",
    phone: "detail",
    around: { before: "p95" },
    quiet: ({ p95 }) => p95 === null,
    cell: ({ p95 }) => durationInWords(p95),
  },
];
