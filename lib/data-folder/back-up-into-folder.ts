import { type Backup, unopenedSentence } from "#lib/domain/backup.ts";
import type { Env } from "#lib/env.ts";
import { makeBackup } from "./backup/make.ts";
import { newBackupFile, removeOldest } from "./backup-files.ts";

type Settings = Pick<Env, "databaseFile" | "secretKeyFile" | "backup">;

/**
 * Makes a backup in BACKUP_DIR, and only then removes the oldest beyond those to keep. Aborting drops it. Returns
 * also what the operator must know. Throws with a sentence for the operator.
 */
export async function backUpIntoFolder(
  settings: Settings,
  options: { signal?: AbortSignal } = {},
): Promise<{ backup: Backup; warnings: string[] }> {
  const file = newBackupFile(settings, "scheduled");
  const backup = await makeBackup(settings, file, options);
  const removed = removeOldest(file, "scheduled", settings.backup.keep);
  return { backup, warnings: [unopenedSentence(backup) ?? [], removed].flat() };
}
