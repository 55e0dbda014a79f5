import { chmodSync, existsSync, mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { reasonOf } from "#db/storage-fault.ts";

const OWNER_ONLY = 0o700;

/**
 * Makes the folder for the process's user only, also where it was there before with wider rights. Returns
 * warnings: where it belongs to somebody else, as a group's volume does, its mode is theirs to set.
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

/** One step at a time: Node's own recursive mkdir never ends where a parent, such as /proc, takes no folders. */
function makeFolder(folder: string): void {
  if (isFolder(folder)) return;
  if (!existsSync(dirname(folder))) makeFolder(dirname(folder));
  try {
    mkdirSync(folder, { mode: OWNER_ONLY });
  } catch (error) {
    // The app and a command that start together both make it.
    if (!isFolder(folder)) throw error;
  }
}

const isFolder = (path: string): boolean => existsSync(path) && statSync(path).isDirectory();

const modeOf = (folder: string): number => statSync(folder).mode & 0o7777;

const isClosed = (folder: string): boolean => (modeOf(folder) & 0o077) === 0;

function closeToOthers(folder: string): string[] {
  try {
    chmodSync(folder, OWNER_ONLY);
    // Some file systems take the change and ignore it.
    return isClosed(folder) ? [] : [warning(folder, "its file system keeps its own modes")];
  } catch (error) {
    return [warning(folder, reasonOf(error))];
  }
}

const warning = (folder: string, reason: string): string =>
  `The data folder ${folder} stays open to other users (mode ${modeOf(folder).toString(8).padStart(4, "0")}), because it can't be set to 0700: ${reason}.`;
