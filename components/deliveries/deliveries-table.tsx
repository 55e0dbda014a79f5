"use client";

import { DataTable } from "#components/list/table.tsx";
import type { Column } from "#components/list/table-shape.ts";
import { Badge } from "#components/ui/badge.tsx";
import { OutsideText } from "#components/ui/outside-text.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { DeliveryView } from "#lib/domain/delivery/delivery.ts";
import { AttemptAnswer } from "./attempt-answer.tsx";
import { ChannelLink } from "./channel-link.tsx";
import { DeliveryState } from "./delivery-state.tsx";

type DeliveriesTableProps = {
  rows: readonly DeliveryView[];
  /** The server's clock in ms. */
  now: number;
  /** All of them go to the one channel that the page is about. */
  ofOneChannel?: boolean;
};

/** The deliveries of a page of the list. */
export function DeliveriesTable({ rows, now, ofOneChannel = false }: DeliveriesTableProps) {
  const columns = columnsAt(now).filter(({ key }) => !(ofOneChannel && key === "channel"));
  return <DataTable label="Deliveries" rows={rows} rowId={({ id }) => id} columns={columns} />;
}

function columnsAt(now: number): Column<DeliveryView>[] {
  return [
    { key: "state", header: "State", cell: ({ state }) => <DeliveryState state={state} /> },
    { key: "alert", header: "Alert", primary: true, grow: true, cell: (row) => <AlertTitle row={row} /> },
    {
      key: "channel",
      header: "Channel",
      cell: (row) => <ChannelLink delivery={row} inRow />,
    },
    { key: "attempts", header: "Attempts", numeric: true, cell: ({ attemptsMade }) => attemptsMade },
    { key: "answer", header: "Last answer", cell: (row) => <LastAnswer row={row} /> },
    { key: "created", header: "Created", cell: (row) => <RelativeTime at={row.createdAt} now={now} /> },
  ];
}

/** Rows' links are not prefetched: a list that refreshes itself would ask for all of them again each time. */
function AlertTitle({ row }: { row: DeliveryView }) {
  return (
    <span className="flex items-center gap-2 max-md:pl-3">
      <TextLink plain prefetch={false} href={`/deliveries/${row.id}`}>
        <OutsideText text={row.alertTitle} className="line-clamp-2" />
      </TextLink>
      {row.test && <Badge tone="info">Test</Badge>}
    </span>
  );
}

function LastAnswer({ row: { lastAttempt } }: { row: DeliveryView }) {
  if (lastAttempt === null) return <span className="text-muted">None yet</span>;
  return <AttemptAnswer outcome={lastAttempt.outcome} status={lastAttempt.status} />;
}
