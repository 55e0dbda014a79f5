import type { SearchParams } from "#components/list/href.ts";
import type { ActionResult } from "#lib/domain/action-result.ts";
import type { SettableStatus } from "#lib/domain/alert/status.ts";
import type { ListedJob } from "./listed-job.ts";

export type Change = { status: SettableStatus; remark: string };

/** What became of several alerts: `skipped` are those whose status does not allow it, `newer` those that changed since they were seen. */
export type Changed = { changed: number; skipped: number; newer: number };

/** What the pages can do with alerts: the server actions that they are given. */
export type AlertActions = {
  change: (alertId: string, change: Change) => Promise<ActionResult>;
  /** `asOf` says when the page was read. */
  changeMany: (alertIds: string[], asOf: string, change: Change) => Promise<ActionResult<Changed>>;
  /** Starts a job for all that the list's address finds; `asOf` says when the list was read first. */
  changeFound: (params: SearchParams, asOf: string, change: Change) => Promise<ActionResult<ListedJob>>;
  readJob: (id: string) => Promise<ActionResult<ListedJob>>;
  stopJob: (id: string) => Promise<ActionResult<ListedJob>>;
};
