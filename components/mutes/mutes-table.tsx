"use client";

import { answerOf } from "#components/form/answer-of.ts";
import { dotted } from "#components/list/dotted.tsx";
import { focusNextRow } from "#components/list/row-focus.ts";
import { ActionsMenu } from "#components/list/row-menu.tsx";
import { DataTable } from "#components/list/table.tsx";
import type { Column } from "#components/list/table-shape.ts";
import { useClock } from "#components/ui/clock.ts";
import { MenuItem } from "#components/ui/menu.tsx";
import { Status } from "#components/ui/status.tsx";
import { toast } from "#components/ui/toast.ts";
import type { ListedMute } from "./listed-mute.ts";
import type { MuteActions } from "./mute-actions.ts";

type Props = {
  rows: ListedMute[];
  /** The server's clock, ms since 1970. */
  now: number;
  /** Leave out for users who may only look. */
  end: MuteActions["end"] | undefined;
};

/** The list of mutes. Each live one has a menu to end it. */
export function MutesTable({ rows, now, end }: Props) {
  const clock = useClock(now) ?? now;
  return (
    <DataTable
      label="Mutes"
      // A mute ends by itself, and nothing is written then that the page could follow.
      rows={rows.map((row) => ({ ...row, live: row.live && clock < row.until }))}
      rowId={({ id }) => id}
      rowName={({ name }) => name}
      rowHref={({ href }) => href}
      columns={COLUMNS}
      now={now}
      actions={end && ((mute) => <MuteMenu mute={mute} end={end} />)}
      hasActions={({ live }) => live}
    />
  );
}

function MuteMenu({ mute: { id, name }, end }: { mute: ListedMute; end: MuteActions["end"] }) {
  async function press() {
    focusNextRow(id);
    const result = await answerOf(end(id));
    if (result.ok) toast.success(`The mute of ${name} has ended`);
    else toast.error("The mute goes on", { description: result.message });
  }
  return (
    <ActionsMenu>
      <MenuItem onSelect={press}>End mute</MenuItem>
    </ActionsMenu>
  );
}

const KINDS: Record<ListedMute["kind"], string> = {
  channel: "Webhook",
  rule: "Rule",
  alert: "Alert",
  filters: "Filter",
};

const COLUMNS: Column<ListedMute>[] = [
  { key: "name", header: "Muted", width: "title", phone: "title", text: ({ name }) => name },
  {
    key: "why",
    header: "By and remark",
    width: "under",
    phone: "detail",
    cell: ({ createdBy, endedBy, remark }) =>
      dotted([`By ${createdBy}`, endedBy && `ended early by ${endedBy}`, remark]),
  },
  { key: "kind", header: "Kind", width: "fit", phone: "detail", cell: ({ kind }) => KINDS[kind] },
  { key: "until", header: "Ends", width: "fit", phone: "detail", time: ({ until }) => until },
  {
    key: "state",
    header: "State",
    width: "fit",
    phone: "state",
    cell: ({ live }) => <Status tone={live ? "warning" : "neutral"}>{live ? "Live" : "Ended"}</Status>,
  },
];
