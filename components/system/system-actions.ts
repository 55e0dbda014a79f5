import type { ActionResult } from "#lib/domain/action-result.ts";

/** The backup's name, and what Tocsin asks the user for again. */
export type DownloadInput = { name: string } & ({ present: string } | { code: string });

/** What an admin can do on the System page: server actions. */
export type SystemActions = {
  /** Resolves with whether the backup is made already; else it is still being made. */
  backUpNow: () => Promise<ActionResult<{ made: boolean }>>;
  allowDownload: (input: DownloadInput) => Promise<ActionResult<{ token: string }>>;
};
