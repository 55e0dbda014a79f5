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

/**
 * Makes a backup some time after the last good one, also over restarts; a new installation's first comes as long
 * after its first start. A failure is remembered, told as an own alert, and tried again.
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
    else if (backupsCountedFrom(db) === null) await transact((tx) => countBackupsFrom(tx.db, tx.now));
    else await makeOne(context);
    return false;
  };
  return { name: "making backups", everyMs: 5_000, isDue, step };
}

async function makeOne(context: Context): Promise<void> {
  const backup = await makeAndNoteBackup(context);
  if (backup !== null) context.log.info({ ...backup }, "a backup was made");
}
