import {
  backupsCountedFrom,
  countBackupsFrom,
  failedBackup,
  forgetFailedBackup,
} from "#db/queries/last-backup.ts";
import { isBackupDue } from "#lib/domain/backup.ts";
import { makeAndNoteBackup } from "#lib/engine/write/make-backup.ts";
import type { ChoreContext, ChoreParts } from "./chore.ts";

type Context = Pick<ChoreContext, "db" | "now" | "transact" | "makeBackup" | "backupEveryMs" | "log">;

/** A new installation's first backup comes by then, ms: what is set up on the first day is soon safe. */
const FIRST_AFTER_MS = 3_600_000;

/**
 * Makes a backup some time after the last good one, also over restarts; a new installation's first comes an hour
 * after its first start, or sooner if the time between two is shorter. A failure is remembered, told as an own alert, and tried again.
 */
export function makingBackups(context: Context): ChoreParts {
  const { db, now, transact, backupEveryMs: everyMs } = context;
  const isDue = (): boolean => {
    const failed = failedBackup(db);
    if (everyMs === null) return failed !== null;
    const from = backupsCountedFrom(db);
    return from === null || isBackupDue({ everyMs, from, failedAt: failed?.at ?? null }, now());
  };
  const step = async (): Promise<boolean> => {
    if (everyMs === null) await transact((tx) => forgetFailedBackup(tx.db));
    else if (backupsCountedFrom(db) === null)
      await transact((tx) => countBackupsFrom(tx.db, tx.now - everyMs + Math.min(everyMs, FIRST_AFTER_MS)));
    else await makeOne(context);
    return false;
  };
  return { name: "making backups", everyMs: 5_000, isDue, step };
}

async function makeOne(context: Context): Promise<void> {
  const backup = await makeAndNoteBackup(context);
  if (backup !== null) context.log.info({ ...backup }, "a backup was made");
}
