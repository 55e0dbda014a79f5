"use client";

import type { ReactNode } from "react";
import { named } from "#components/channels/named.ts";
import { type SearchParams, sortOf } from "#components/list/href.ts";
import { DataTable } from "#components/list/table.tsx";
import type { Column } from "#components/list/table-shape.ts";
import { rulePath, webhookPath } from "#components/paths.ts";
import { OutsideText } from "#components/ui/outside-text.tsx";
import { PriorityBadge } from "#components/ui/priority-badge.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { Status } from "#components/ui/status.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { visibleText } from "#lib/domain/visible-text.ts";
import { DEFAULT_SORT } from "./choose-rules.ts";
import type { AddsNothing, RuleRow } from "./listed-rule.ts";
import type { RuleActions } from "./rule-actions.ts";
import { RuleMenu } from "./rule-menu.tsx";
import { DISABLED_WORDS, RuleStatus } from "./rule-status.tsx";

type Props = {
  rows: RuleRow[];
  /** The address bar's, for the links that sort. */
  params: SearchParams;
  /** The server's clock, ms since 1970. */
  now: number;
  /** Left out for those who may only look. */
  actions?: RuleActions | undefined;
};

/** The list of rules. */
export function RulesTable({ rows, params, now, actions }: Props) {
  return (
    <DataTable
      label="Rules"
      rows={rows}
      rowId={(row) => row.id}
      rowName={(row) => row.name}
      columns={columns(now)}
      sort={sortOf(params, DEFAULT_SORT)}
      actions={
        actions &&
        ((row) => <RuleMenu rule={row} actions={actions} leavesOnChange={Boolean(params.status)} />)
      }
    />
  );
}

const columns = (now: number): Column<RuleRow>[] => [
  {
    key: "name",
    header: "Name",
    primary: true,
    sortable: true,
    cell: (row) => (
      <TextLink plain href={rulePath(row.id)}>
        <OutsideText text={row.name} className="wrap-anywhere line-clamp-3" />
      </TextLink>
    ),
  },
  { key: "conditions", header: "Conditions", grow: true, cell: (row) => <ConditionsCell row={row} /> },
  { key: "channels", header: "Channels", cell: (row) => <ChannelsCell row={row} /> },
  {
    key: "matched",
    header: "Matched in 24 h",
    numeric: true,
    sortable: true,
    cell: ({ matchedLastDay }) => matchedLastDay.toLocaleString("en"),
  },
  { key: "status", header: "Status", sortable: true, cell: (row) => <StatusCell row={row} now={now} /> },
];

function ConditionsCell({ row: { conditions, expression, setPriority, addsNothing } }: { row: RuleRow }) {
  return (
    <div className="flex min-w-0 flex-col gap-0.5 py-1 max-md:items-end">
      <span className="wrap-anywhere line-clamp-3 max-md:text-right">{conditions}</span>
      {expression !== null && (
        <code className="wrap-anywhere line-clamp-2 font-mono text-muted text-xs">{expression}</code>
      )}
      {setPriority !== null && (
        <span className="inline-flex items-center gap-1.5 text-muted text-sm">
          Sets <PriorityBadge priority={setPriority} />
        </span>
      )}
      {addsNothing.map((one) => (
        <SentAnyway key={one.by.id} {...one} />
      ))}
    </div>
  );
}

/** The rule could be left out here: another one sends the same. */
function SentAnyway({ by, channels }: AddsNothing) {
  return (
    <p className="wrap-anywhere text-muted text-sm max-md:text-right">
      Adds nothing{channels === "all" ? "" : ` for ${namedBriefly(channels)}`}:{" "}
      <TextLink prefetch={false} href={rulePath(by.id)}>
        <OutsideText text={by.name} />
      </TextLink>{" "}
      sends the same.
    </p>
  );
}

const namedBriefly = (names: readonly string[]): string =>
  visibleText(names.length <= NAMED_MAX ? named(names) : `${names.length} of its channels`);

/** As many names as fit in a row; the rule's page has them all. */
const NAMED_MAX = 3;

function ChannelsCell({ row: { channels } }: { row: RuleRow }) {
  if (channels === "all") return <span className="whitespace-nowrap">All enabled</span>;
  if (channels.length === 0) return <span className="text-muted">None</span>;
  const more = channels.length - NAMED_MAX;
  return (
    <ul className="flex max-w-52 flex-wrap gap-x-2 max-md:justify-end md:min-w-32">
      {channels.slice(0, NAMED_MAX).map(({ id, name }, index) => (
        <li key={id} className="flex min-w-0 items-end">
          <TextLink plain prefetch={false} href={webhookPath(id)} className="min-w-0">
            <OutsideText text={name} className="wrap-anywhere line-clamp-2" />
          </TextLink>
          {index < channels.length - 1 && <Comma />}
        </li>
      ))}
      {more > 0 && <li className="flex items-center text-muted">and {more} more</li>}
    </ul>
  );
}

/** As high as a link, so that it stands beside the name's last line. */
function Comma() {
  return (
    <span aria-hidden className="inline-flex min-h-6 items-center pointer-coarse:min-h-11">
      ,
    </span>
  );
}

function StatusCell({ row, now }: { row: RuleRow; now: number }) {
  const { disabledReason, lastError, lastErrorAt } = row;
  return (
    <div className="flex flex-col gap-0.5 py-1 max-md:items-end">
      <RuleStatus {...row} />
      {disabledReason !== null && <Explained>{DISABLED_WORDS[disabledReason]}</Explained>}
      {lastError !== null && lastErrorAt !== null && (
        <>
          <Status tone="warning">Expression failed</Status>
          <Explained>
            {lastError} <RelativeTime at={lastErrorAt} now={now} />
          </Explained>
        </>
      )}
    </div>
  );
}

function Explained({ children }: { children: ReactNode }) {
  return <p className="wrap-anywhere max-w-64 text-muted text-sm max-md:text-right">{children}</p>;
}
