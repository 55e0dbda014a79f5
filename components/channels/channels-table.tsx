"use client";

import { LastDeliveryState } from "#components/deliveries/delivery-state.tsx";
import { type SearchParams, sortOf } from "#components/list/href.ts";
import { DataTable } from "#components/list/table.tsx";
import type { Column } from "#components/list/table-shape.ts";
import { certificatePath, webhookPath } from "#components/paths.ts";
import { OutsideText } from "#components/ui/outside-text.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { TruncateMiddle } from "#components/ui/truncate-middle.tsx";
import type { LastDelivery } from "#lib/domain/channel/channel.ts";
import type { ChannelActions } from "./channel-actions.ts";
import { ChannelMenu } from "./channel-menu.tsx";
import { CertificateChanged, ChannelStatus } from "./channel-status.tsx";
import { DEFAULT_SORT } from "./choose-channels.ts";
import { AUTHENTICATION_WORDS, type ListedChannel } from "./listed-channel.ts";
import { useSelectedChannels } from "./selected-channels.tsx";
import { tailOf } from "./url-tail.ts";

type Props = {
  rows: ListedChannel[];
  /** The address bar's, for the links that sort. */
  params: SearchParams;
  /** The server's clock, ms since 1970. */
  now: number;
  /** Left out for those who may only look. */
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
      columns={columns(now)}
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

const columns = (now: number): Column<ListedChannel>[] => [
  {
    key: "name",
    header: "Name",
    primary: true,
    sortable: true,
    cell: (row) => (
      <TextLink plain href={webhookPath(row.id)}>
        <OutsideText text={row.name} className="md:line-clamp-2" />
      </TextLink>
    ),
  },
  {
    key: "url",
    header: "URL",
    grow: true,
    cell: (row) => <TruncateMiddle text={row.url} tail={tailOf(row.url)} className="text-muted" />,
  },
  {
    key: "authentication",
    header: "Authentication",
    sortable: true,
    cell: ({ authentication }) => (
      <span className={authentication === "none" ? "text-muted" : undefined}>
        {AUTHENTICATION_WORDS[authentication]}
      </span>
    ),
  },
  {
    key: "last",
    header: "Last delivery",
    sortable: true,
    cell: (row) => <LastDeliveryCell last={row.lastDelivery} now={now} />,
  },
  { key: "status", header: "Status", sortable: true, cell: (row) => <StatusCell row={row} /> },
];

function LastDeliveryCell({ last, now }: { last: LastDelivery | null; now: number }) {
  if (last === null) return <span className="text-muted">None yet</span>;
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2 align-top max-md:justify-end wide:flex-nowrap">
      <LastDeliveryState state={last.state} />
      <RelativeTime at={last.at} now={now} className="text-muted" />
    </span>
  );
}

function StatusCell({ row }: { row: ListedChannel }) {
  const why = row.health === "refusing" ? row.refusal : row.disabledReason;
  return (
    <div className="flex flex-col gap-0.5 max-md:items-end">
      <ChannelStatus channel={row} />
      {row.certificateChanged && (
        <TextLink plain href={certificatePath(row.id)}>
          <CertificateChanged />
        </TextLink>
      )}
      {why && <p className="max-w-64 text-muted text-sm lg:min-w-36 wide:min-w-44">{why}</p>}
    </div>
  );
}
