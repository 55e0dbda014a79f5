import type { Db } from "#db/client.ts";
import type { Backup } from "#lib/domain/backup.ts";
import { installationFact, setInstallationFact } from "./installation.ts";

const LAST_BACKUP = "last_backup";

/** The last good backup, whoever made it; null if there was none. */
export function lastBackup(db: Db): Backup | null {
  const text = installationFact(db, LAST_BACKUP);
  return text === undefined ? null : JSON.parse(text);
}

export function setLastBackup(db: Db, backup: Backup): void {
  setInstallationFact(db, LAST_BACKUP, JSON.stringify(backup));
}
