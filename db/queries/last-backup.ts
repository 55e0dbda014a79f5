import type { Db } from "#db/client.ts";
import { type Backup, FAILED_BACKUP, type FailedBackup, LAST_BACKUP } from "#lib/domain/backup.ts";
import { forgetInstallationFact, installationFact, setInstallationFact } from "./installation.ts";

const COUNTED_FROM = "backups_counted_from";

/** The last good backup, whoever made it; null if there was none. */
export const lastBackup = (db: Db): Backup | null => parsed(installationFact(db, LAST_BACKUP));

/** Remembers a good backup: backups don't fail any more. */
export function setLastBackup(db: Db, backup: Backup): void {
  setInstallationFact(db, LAST_BACKUP, JSON.stringify(backup));
  forgetFailedBackup(db);
}

/** The last backup of the app's own, if it failed; null if it did not. */
export const failedBackup = (db: Db): FailedBackup | null => parsed(installationFact(db, FAILED_BACKUP));

export function setFailedBackup(db: Db, failed: FailedBackup): void {
  setInstallationFact(db, FAILED_BACKUP, JSON.stringify(failed));
}

export const forgetFailedBackup = (db: Db): void => forgetInstallationFact(db, FAILED_BACKUP);

/** From when the next backup counts: the last good one, or the moment set here; null if neither is known. */
export function backupsCountedFrom(db: Db): number | null {
  const from = installationFact(db, COUNTED_FROM);
  return lastBackup(db)?.at ?? (from === undefined ? null : Number(from));
}

export function countBackupsFrom(db: Db, now: number): void {
  setInstallationFact(db, COUNTED_FROM, String(now));
}

const parsed = <T>(text: string | undefined): T | null => (text === undefined ? null : JSON.parse(text));
