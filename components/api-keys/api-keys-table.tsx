"use client";

import { useState } from "react";
import { DataTable } from "#components/list/table.tsx";
import type { Column } from "#components/list/table-shape.ts";
import { ActionsMenu, MenuItem } from "#components/ui/menu.tsx";
import { OutsideText } from "#components/ui/outside-text.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
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
  /** Left out for those who may only look. */
  revoke?: (id: string) => Promise<ActionResult<{ name: string }>>;
};

/** All keys; those in force have a menu to revoke them. */
export function ApiKeysTable({ keys, now, revoke }: ApiKeysTableProps) {
  const [asked, setAsked] = useState<ApiKeyView | null>(null);
  useNextKeyFocus(asked, keys);
  const menuOf = (key: ApiKeyView) =>
    key.revokedAt === null && (
      <ActionsMenu label={`Actions for ${key.name}`}>
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
        columns={columnsAt(now)}
        actions={revoke && menuOf}
      />
      {revoke && <RevokeDialog apiKey={asked} onClose={() => setAsked(null)} revoke={revoke} />}
    </>
  );
}

function columnsAt(now: number): Column<ApiKeyView>[] {
  return [
    { key: "name", header: "Name", primary: true, cell: ({ name }) => <OutsideText text={name} /> },
    {
      key: "hint",
      header: "Key",
      cell: ({ hint }) => <code className="whitespace-nowrap font-mono text-muted text-sm">{hint}…</code>,
    },
    { key: "scopes", header: "Scopes", cell: ({ scopes }) => <ScopeBadges scopes={scopes} /> },
    { key: "created", header: "Created", cell: (key) => <RelativeTime at={key.createdAt} now={now} /> },
    { key: "used", header: "Last used", cell: (key) => <LastUsed at={key.lastUsedAt} now={now} /> },
    { key: "state", header: "State", cell: (key) => <KeyState revokedAt={key.revokedAt} /> },
  ];
}

function LastUsed({ at, now }: { at: number | null; now: number }) {
  return at === null ? <span className="text-muted">Never</span> : <RelativeTime at={at} now={now} />;
}

function KeyState({ revokedAt }: { revokedAt: number | null }) {
  return revokedAt === null ? (
    <Status tone="success">Active</Status>
  ) : (
    <Status tone="neutral">Revoked</Status>
  );
}
