"use client";

import { DataTable } from "#components/list/table.tsx";
import type { Column } from "#components/list/table-shape.ts";
import { Badge } from "#components/ui/badge.tsx";
import { AttemptAnswer } from "./attempt-answer.tsx";
import type { DeliveryActions, ReadCurl } from "./delivery-actions.ts";
import { DeliveryMenu } from "./delivery-menu.tsx";
import { DeliveryState } from "./delivery-state.tsx";
import type { ListedDelivery } from "./listed-delivery.ts";
import { useSelectedDeliveries } from "./selected-deliveries.tsx";
import { hasWhy, Why } from "./why.tsx";

type DeliveriesTableProps = {
  rows: readonly ListedDelivery[];
  /** The server's clock in ms. */
  now: number;
  /** True if all of them go to the page's own channel. */
  ofOneChannel?: boolean;
  /** Leave out for users who may only look. */
  actions?: DeliveryActions | undefined;
  readCurl: ReadCurl;
  /** Whether a filter by state or reason is on. */
  leavesOnChange: boolean;
};

/** The deliveries on a page of the list. */
export function DeliveriesTable({ rows, now, ofOneChannel = false, ...menu }: DeliveriesTableProps) {
  const selection = useSelectedDeliveries()?.selection;
  return (
    <DataTable
      label="Deliveries"
      rows={rows}
      rowId={({ id }) => id}
      rowName={({ alertTitle }) => alertTitle}
      rowHref={({ id }) => `/deliveries/${id}`}
      columns={columnsAt(now).filter(({ key }) => key !== "channel" || !ofOneChannel)}
      now={now}
      selection={menu.actions && selection}
      actions={(row) => <DeliveryMenu delivery={row} {...menu} />}
    />
  );
}

const columnsAt = (now: number): Column<ListedDelivery>[] => [
  {
    key: "state",
    header: "State",
    width: "fit",
    phone: "state",
    cell: ({ state }) => <DeliveryState state={state} />,
  },
  {
    key: "alert",
    header: "Alert",
    width: "title",
    phone: "title",
    text: ({ alertTitle }) => alertTitle,
    mark: ({ test }) => test && <Badge tone="info">Test</Badge>,
  },
  {
    key: "channel",
    header: "Channel",
    width: "words",
    phone: "detail",
    text: ({ channelName, channelExists }) => channelName + (channelExists ? "" : " (deleted)"),
  },
  {
    key: "why",
    header: "Why",
    width: "under",
    phone: "detail",
    cell: (row) => (hasWhy(row) ? <Why delivery={row} now={now} /> : null),
  },
  {
    key: "attempts",
    header: "Attempts",
    width: "number",
    phone: "detail",
    roomy: true,
    quiet: ({ attemptsMade }) => attemptsMade <= 1,
    around: { after: "attempts" },
    cell: ({ attemptsMade }) => attemptsMade.toLocaleString("en"),
  },
  {
    key: "answer",
    header: "Last answer",
    width: "fit",
    phone: "detail",
    empty: "None yet",
    quiet: ({ state }) => state === "delivered",
    cell: ({ lastAttempt }) =>
      lastAttempt && <AttemptAnswer outcome={lastAttempt.outcome} status={lastAttempt.status} />,
  },
  { key: "created", header: "Created", width: "fit", phone: "detail", time: ({ createdAt }) => createdAt },
];
