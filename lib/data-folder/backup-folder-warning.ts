import { access, constants, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { reasonOf } from "#db/storage-fault.ts";

/**
 * A warning if no backup can be made in BACKUP_DIR as it is now, because it, or the folder that it would be made in,
 * can't be written; else null. Makes nothing. A backup that is tried there fails with an alert; this says so earlier.
 */
export async function backupFolderWarning(folder: string): Promise<string | null> {
  const place = await nearestThatExists(folder);
  const reason = await whyUnwritable(place);
  return reason === null ? null : `No backup can be made in ${folder} (BACKUP_DIR): ${place} ${reason}.`;
}

async function nearestThatExists(path: string): Promise<string> {
  const exists = await stat(path).then(
    () => true,
    () => false,
  );
  return exists ? path : nearestThatExists(dirname(path));
}

async function whyUnwritable(place: string): Promise<string | null> {
  try {
    if (!(await stat(place)).isDirectory()) return "is no folder";
    await access(place, constants.W_OK | constants.X_OK);
    return null;
  } catch (error) {
    return `can't be written: ${reasonOf(error)}`;
  }
}
