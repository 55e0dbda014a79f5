"use client";

import { LastDeliveryState } from "#components/deliveries/delivery-state.tsx";
import { type SearchParams, sortOf } from "#components/list/href.ts";
import { DataTable } from "#components/list/table.tsx";
import type { Column } from "#components/list/table-shape.ts";
import { MutedBadge } from "#components/mutes/muted-badge.tsx";
import { webhookPath } from "#components/paths.ts";
import { TruncateMiddle } from "#components/ui/truncate-middle.tsx";
import type { ChannelActions } from "./channel-actions.ts";
import { ChannelMenu } from "./channel-menu.tsx";
import { ChannelStatus } from "./channel-status.tsx";
import { DEFAULT_SORT } from "./choose-channels.ts";
import { AUTHENTICATION_WORDS, type ListedChannel } from "./listed-channel.ts";
import { useSelectedChannels } from "./selected-channels.tsx";
import { tailOf } from "./url-tail.ts";

type Props = {
  rows: ListedChannel[];
  /** From the address bar, for the links that sort. */
  params: SearchParams;
  /** The server's clock, ms since 1970. */
  now: number;
  /** Leave out for users who may only look. */
  actions?: ChannelActions | undefined;
  mayManage: boolean;
};

/** The list of webhook channels. */
export function ChannelsTable({ rows, params, now, actions, mayManage }: Props) {
  const selection = useSelectedChannels()?.selection;
  return (
    <DataTable
      label="Webhooks"
      rows={rows}
      rowId={(row) => row.id}
      rowName={(row) => row.name}
      columns={COLUMNS}
      now={now}
      rowHref={({ id }) => webhookPath(id)}
      sort={sortOf(params, DEFAULT_SORT)}
      selection={mayManage ? selection : undefined}
      actions={
        actions &&
        ((row) => (
          <ChannelMenu
            channel={row}
            actions={actions}
            mayManage={mayManage}
            leavesOnChange={Boolean(params.status)}
          />
        ))
      }
    />
  );
}

const COLUMNS: Column<ListedChannel>[] = [
  {
    key: "name",
    header: "Name",
    width: "title",
    phone: "title",
    sortable: true,
    text: ({ name }) => name,
    mark: ({ format, mutedUntil }) => (
      <>
        {format !== undefined && <span className="shrink-0 text-muted text-sm">{format}</span>}
        <MutedBadge until={mutedUntil} />
      </>
    ),
  },
  { key: "why", header: "What is wrong", width: "under", phone: "detail", text: whatIsWrong },
  {
    key: "url",
    header: "URL",
    width: "wide",
    phone: "detail",
    quiet: (row) => whatIsWrong(row) !== null,
    cell: ({ url }) => <TruncateMiddle text={url} tail={tailOf(url)} className="text-muted" />,
  },
  {
    key: "authentication",
    header: "Authentication",
    width: "fit",
    phone: "hidden",
    sortable: true,
    roomy: true,
    empty: AUTHENTICATION_WORDS.none,
    cell: ({ authentication: kind }) => (kind === "none" ? null : AUTHENTICATION_WORDS[kind]),
  },
  {
    key: "last",
    header: "Last delivery",
    width: "fit",
    phone: "detail",
    sortable: true,
    empty: "None yet",
    mark: ({ lastDelivery: last }) => last && <LastDeliveryState state={last.state} />,
    time: ({ lastDelivery }) => lastDelivery?.at ?? null,
  },
  {
    key: "status",
    header: "Status",
    width: "fit",
    phone: "state",
    sortable: true,
    cell: (row) => <ChannelStatus channel={row} />,
  },
];

function whatIsWrong({ certificateChanged, health, refusal, disabledReason }: ListedChannel): string | null {
  if (certificateChanged)
    return "Its receiver shows another certificate: compare the two, then trust it or not.";
  return health === "refusing" ? refusal : disabledReason;
}
