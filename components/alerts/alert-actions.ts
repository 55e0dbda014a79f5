import type { ListedJob } from "#components/jobs/listed-job.ts";
import type { SearchParams } from "#components/list/href.ts";
import type { ActionResult } from "#lib/domain/action-result.ts";
import type { SettableStatus } from "#lib/domain/alert/status.ts";

export type Change = { status: SettableStatus; remark: string };

/**
 * The result of a change to several alerts. `skipped`: their status does not allow it. `newer`: they changed
 * after the page was read.
 */
export type Changed = { changed: number; skipped: number; newer: number };

/** The server actions that the pages can run on alerts. */
export type AlertActions = {
  change: (alertId: string, change: Change) => Promise<ActionResult>;
  /** `asOf`: when the page was read. */
  changeMany: (alertIds: string[], asOf: string, change: Change) => Promise<ActionResult<Changed>>;
  /** Starts a job for all alerts that the list's address finds. `asOf`: when the list was first read. */
  changeFound: (params: SearchParams, asOf: string, change: Change) => Promise<ActionResult<ListedJob>>;
};
