"use client";

import { useState } from "react";
import { ActionsMenu } from "#components/list/row-menu.tsx";
import { DataTable } from "#components/list/table.tsx";
import type { Column } from "#components/list/table-shape.ts";
import { MenuItem } from "#components/ui/menu.tsx";
import { Status } from "#components/ui/status.tsx";
import type { ActionResult } from "#lib/domain/action-result.ts";
import type { ApiKeyView } from "#lib/domain/people/api-key.ts";
import { RevokeDialog } from "./revoke-dialog.tsx";
import { ScopeBadges } from "./scope-badges.tsx";
import { useNextKeyFocus } from "./use-next-key-focus.ts";

type ApiKeysTableProps = {
  keys: readonly ApiKeyView[];
  /** The server's clock in ms. */
  now: number;
  /** Leave out for users who may only look. */
  revoke?: (id: string) => Promise<ActionResult<{ name: string }>>;
};

/** All keys. Each valid one has a menu to revoke it. */
export function ApiKeysTable({ keys, now, revoke }: ApiKeysTableProps) {
  const [asked, setAsked] = useState<ApiKeyView | null>(null);
  useNextKeyFocus(asked, keys);
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
        rows={keys}
        rowId={({ id }) => id}
        rowName={({ name }) => name}
        columns={COLUMNS}
        now={now}
        actions={revoke && menuOf}
        hasActions={({ revokedAt }) => revokedAt === null}
      />
      {revoke && <RevokeDialog apiKey={asked} onClose={() => setAsked(null)} revoke={revoke} />}
    </>
  );
}

const COLUMNS: Column<ApiKeyView>[] = [
  { key: "name", header: "Name", width: "title", phone: "title", text: ({ name }) => name },
  {
    key: "hint",
    header: "Key",
    width: "fit",
    phone: "hidden",
    roomy: true,
    cell: ({ hint }) => <code className="font-mono text-muted text-sm">{hint}…</code>,
  },
  {
    key: "scopes",
    header: "Scopes",
    width: "fit",
    phone: "detail",
    cell: ({ scopes }) => <ScopeBadges scopes={scopes} />,
  },
  {
    key: "created",
    header: "Created",
    width: "fit",
    phone: "hidden",
    roomy: true,
    time: ({ createdAt }) => createdAt,
  },
  {
    key: "used",
    header: "Last used",
    width: "fit",
    phone: "detail",
    empty: "Never",
    around: { before: "used" },
    time: ({ lastUsedAt }) => lastUsedAt,
  },
  {
    key: "state",
    header: "State",
    width: "fit",
    phone: "state",
    cell: ({ revokedAt }) => <KeyState revokedAt={revokedAt} />,
  },
];

function KeyState({ revokedAt }: { revokedAt: number | null }) {
  return revokedAt === null ? (
    <Status tone="success">Active</Status>
  ) : (
    <Status tone="neutral">Revoked</Status>
  );
}
