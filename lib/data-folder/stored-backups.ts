import { lstat, readdir } from "node:fs/promises";
import { join } from "node:path";
import type { StoredBackup } from "#lib/domain/backup.ts";
import { readBackupName } from "./backup/files.ts";

/*
 * What lies in BACKUP_DIR. It may be a folder of another machine that does not answer, so nothing here holds up
 * the thread.
 */

/**
 * The backups in `folder` that the installation with this tag made, the newest first. Rejects with what reading
 * the folder throws.
 */
export async function storedBackups(folder: string, tag: string): Promise<StoredBackup[]> {
  const found: StoredBackup[] = [];
  for (const name of await readdir(folder)) {
    const backup = await storedBackup(folder, name, tag);
    if (backup !== null) found.push(backup);
  }
  return found.sort((one, other) => other.at - one.at);
}

/** The backup of this name; null if the folder has none of the installation by it. A link is none. */
export async function storedBackup(folder: string, name: string, tag: string): Promise<StoredBackup | null> {
  const said = readBackupName(name);
  if (said === null || (said.tag !== null && said.tag !== tag)) return null;
  // It may be removed meanwhile.
  const stats = await lstat(join(folder, name)).catch(() => null);
  return stats?.isFile() ? { name, kind: said.kind, at: said.at, bytes: stats.size } : null;
}
