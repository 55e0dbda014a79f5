"use client";

import { named } from "#components/channels/named.ts";
import { dotted } from "#components/list/dotted.tsx";
import { type SearchParams, sortOf } from "#components/list/href.ts";
import { DataTable } from "#components/list/table.tsx";
import type { Column } from "#components/list/table-shape.ts";
import { MutedBadge } from "#components/mutes/muted-badge.tsx";
import { rulePath } from "#components/paths.ts";
import { DEFAULT_SORT } from "./choose-rules.ts";
import type { AddsNothing, RuleRow } from "./listed-rule.ts";
import type { RuleActions } from "./rule-actions.ts";
import { RuleMenu } from "./rule-menu.tsx";
import { DISABLED_WORDS, RuleStatus } from "./rule-status.tsx";

type Props = {
  rows: RuleRow[];
  /** From the address bar, for the links that sort. */
  params: SearchParams;
  /** The server's clock, ms since 1970. */
  now: number;
  /** Leave out for users who may only look. */
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
      columns={COLUMNS}
      now={now}
      rowHref={({ id }) => rulePath(id)}
      sort={sortOf(params, DEFAULT_SORT)}
      actions={
        actions &&
        ((row) => <RuleMenu rule={row} actions={actions} leavesOnChange={Boolean(params.status)} />)
      }
    />
  );
}

const COLUMNS: Column<RuleRow>[] = [
  {
    key: "name",
    header: "Name",
    width: "title",
    phone: "title",
    sortable: true,
    text: ({ name }) => name,
    mark: ({ mutedUntil }) => <MutedBadge until={mutedUntil} />,
  },
  {
    key: "conditions",
    header: "Conditions",
    width: "under",
    phone: "detail",
    cell: (row) => dotted([whatIsWrong(row), row.setPriority && `sets ${row.setPriority}`, asked(row)]),
  },
  {
    key: "channels",
    header: "Channels",
    width: "wide",
    phone: "detail",
    empty: "None",
    text: ({ channels }) => channelsInWords(channels),
  },
  {
    key: "matched",
    header: "Matched in 24 h",
    width: "number",
    phone: "detail",
    sortable: true,
    quiet: ({ matchedLastDay }) => matchedLastDay === 0,
    around: { after: "in 24 h" },
    cell: ({ matchedLastDay }) => matchedLastDay.toLocaleString("en"),
  },
  {
    key: "status",
    header: "Status",
    width: "fit",
    phone: "state",
    sortable: true,
    cell: (row) => <RuleStatus {...row} />,
  },
];

function whatIsWrong({ disabledReason, lastError, addsNothing }: RuleRow): string | null {
  if (disabledReason !== null) return DISABLED_WORDS[disabledReason];
  if (lastError !== null) return `Its expression failed: ${lastError}`;
  return addsNothing.map(sentAnyway).join(" ") || null;
}

/** "Adds nothing for Jira and Slack: All alerts sends the same." */
const sentAnyway = ({ by, channels }: AddsNothing): string =>
  `Adds nothing${channels === "all" ? "" : ` for ${namedBriefly(channels)}`}: ${by.name} sends the same.`;

const namedBriefly = (names: readonly string[]): string =>
  names.length <= NAMED_MAX ? named(names) : `${names.length} of its channels`;

/** The expression is more exact than the conditions in words. */
const asked = ({ conditions, expression }: RuleRow): string => expression ?? conditions;

/** The most names that fit a row; the rule's page lists all. */
const NAMED_MAX = 3;

function channelsInWords(channels: RuleRow["channels"]): string | null {
  if (channels === "all") return "All enabled";
  const first = channels.slice(0, NAMED_MAX).map(({ name }) => name);
  const more = channels.length - first.length;
  return channels.length === 0 ? null : first.join(", ") + (more > 0 ? ` and ${more} more` : "");
}
