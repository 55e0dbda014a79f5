import { accessSync, constants, existsSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { reasonOf } from "#db/storage-fault.ts";

/**
 * A warning if no backup can be made in BACKUP_DIR as it is now, because it, or the folder that it would be made in,
 * can't be written. Makes nothing. A backup that is tried there fails with an alert; this says so earlier.
 */
export function backupFolderWarning(folder: string): string[] {
  const place = nearestThatExists(folder);
  const reason = whyUnwritable(place);
  return reason === null ? [] : [`No backup can be made in ${folder} (BACKUP_DIR): ${place} ${reason}.`];
}

function nearestThatExists(path: string): string {
  return existsSync(path) ? path : nearestThatExists(dirname(path));
}

function whyUnwritable(place: string): string | null {
  try {
    if (!statSync(place).isDirectory()) return "is no folder";
    accessSync(place, constants.W_OK | constants.X_OK);
    return null;
  } catch (error) {
    return `can't be written: ${reasonOf(error)}`;
  }
}
