"use client";

import { useState } from "react";
import { dotted } from "#components/list/dotted.tsx";
import { ActionsMenu } from "#components/list/row-menu.tsx";
import { DataTable } from "#components/list/table.tsx";
import type { Column } from "#components/list/table-shape.ts";
import { apiKeyPath } from "#components/paths.ts";
import { useClock } from "#components/ui/clock.ts";
import { MenuItem } from "#components/ui/menu.tsx";
import type { ActionResult } from "#lib/domain/action-result.ts";
import { type ApiKeyState, type ApiKeyView, apiKeyState } from "#lib/domain/people/api-key.ts";
import { KeyState } from "./key-state.tsx";
import { addressesInWords, dayInWords, limitInWords } from "./key-words.ts";
import { RevokeDialog } from "./revoke-dialog.tsx";
import { ScopeBadges } from "./scope-badges.tsx";

type ApiKeysTableProps = {
  keys: readonly ApiKeyView[];
  /** The server's clock in ms. */
  now: number;
  /** Leave out for users who may only look. */
  revoke?: (id: string) => Promise<ActionResult<{ name: string }>>;
};

/** One page of keys. Each active one has a menu to revoke it. */
export function ApiKeysTable({ keys, now, revoke }: ApiKeysTableProps) {
  const [asked, setAsked] = useState<ApiKeyView | null>(null);
  // A key expires by itself, and nothing is written then that the page could follow.
  const clock = useClock(now) ?? now;
  const rows = keys.map((key) => ({ ...key, state: apiKeyState(key, clock), today: clock }));
  const menuOf = (key: ApiKeyView) => (
    <ActionsMenu>
      <MenuItem danger onSelect={() => setAsked(key)}>
        Revoke
      </MenuItem>
    </ActionsMenu>
  );
  return (
    <>
      <DataTable
        label="API keys"
        rows={rows}
        rowId={({ id }) => id}
        rowName={({ name }) => name}
        rowHref={({ id }) => apiKeyPath(id)}
        columns={COLUMNS}
        now={now}
        actions={revoke && menuOf}
        hasActions={({ state }) => state === "active" || state === "off"}
      />
      {revoke && <RevokeDialog apiKey={asked} onClose={() => setAsked(null)} revoke={revoke} />}
    </>
  );
}

/** `today` is a moment of the present day, in ms. */
type Row = ApiKeyView & { state: ApiKeyState; today: number };

const COLUMNS: Column<Row>[] = [
  { key: "name", header: "Name", width: "title", phone: "title", text: ({ name }) => name },
  {
    key: "about",
    header: "Key, by and limits",
    width: "under",
    phone: "hidden",
    cell: ({ hint, createdBy, addresses, perMinute }) =>
      dotted([
        `${hint}…`,
        createdBy && `by ${createdBy}`,
        addresses && `from ${addressesInWords(addresses)}`,
        perMinute === null ? null : limitInWords(perMinute),
      ]),
  },
  {
    key: "scopes",
    header: "Scopes",
    width: "fit",
    phone: "detail",
    cell: ({ scopes }) => <ScopeBadges scopes={scopes} />,
  },
  {
    key: "used",
    header: "Last used",
    width: "fit",
    phone: "detail",
    empty: "Never",
    around: { before: "used" },
    text: ({ lastUsedAt, today }) => (lastUsedAt === null ? null : dayInWords(lastUsedAt, today)),
  },
  {
    key: "expires",
    header: "Expires",
    width: "fit",
    phone: "detail",
    empty: "Never",
    quiet: ({ state }) => state !== "active" && state !== "off",
    around: { before: "expires" },
    time: ({ expiresAt }) => expiresAt,
  },
  {
    key: "state",
    header: "State",
    width: "fit",
    phone: "state",
    cell: ({ state }) => <KeyState state={state} />,
  },
];
