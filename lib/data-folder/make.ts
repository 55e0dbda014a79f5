import { chmodSync, statSync } from "node:fs";
import { reasonOf } from "#db/storage-fault.ts";
import { makeFolder, OWNER_ONLY } from "#lib/make-folder.ts";

/**
 * Makes the folder, for the process's user only; an existing folder with wider access is closed too. Returns
 * warnings, e.g. for a folder that belongs to somebody else, such as a group's volume: its mode is up to
 * them.
 */
export function makeDataFolder(folder: string): string[] {
  try {
    makeFolder(folder);
  } catch (error) {
    throw new Error(`DATA_DIR can't be used as the data folder ${folder}: ${reasonOf(error)}.`, {
      cause: error,
    });
  }
  return isClosed(folder) ? [] : closeToOthers(folder);
}

const modeOf = (folder: string): number => statSync(folder).mode & 0o7777;

const isClosed = (folder: string): boolean => (modeOf(folder) & 0o077) === 0;

function closeToOthers(folder: string): string[] {
  try {
    chmodSync(folder, OWNER_ONLY);
    // Some file systems accept the change and ignore it.
    return isClosed(folder) ? [] : [warning(folder, "its file system keeps its own modes")];
  } catch (error) {
    return [warning(folder, reasonOf(error))];
  }
}

const warning = (folder: string, reason: string): string =>
  `The data folder ${folder} stays open to other users (mode ${modeOf(folder).toString(8).padStart(4, "0")}), because it can't be set to 0700: ${reason}.`;
