import type { SearchParams } from "#components/ui/href.ts";
import type { ActionResult } from "#lib/domain/action-result.ts";
import type { SettableStatus } from "#lib/domain/alert-status.ts";

export type Change = { status: SettableStatus; remark: string };

/** What became of several alerts; those are skipped whose status does not allow the change. */
export type Changed = { changed: number; skipped: number };

/** What the pages can do with alerts: the server actions that they are given. */
export type AlertActions = {
  change: (alertId: string, change: Change) => Promise<ActionResult>;
  changeMany: (alertIds: string[], change: Change) => Promise<ActionResult<Changed>>;
  /** Changes the next 200 of what the list's address finds, from its `cursor` on; null at the end. */
  changeFound: (
    params: SearchParams,
    change: Change,
  ) => Promise<ActionResult<Changed & { nextCursor: string | null }>>;
};
