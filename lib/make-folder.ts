import { existsSync, mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";

/** The mode of a folder that only the process's user may use. */
export const OWNER_ONLY = 0o700;

/**
 * Makes a folder, for the process's user only, and its parents one by one: Node's recursive mkdir never ends if a
 * parent, such as /proc, takes no folders.
 */
export function makeFolder(folder: string): void {
  if (isFolder(folder)) return;
  if (!existsSync(dirname(folder))) makeFolder(dirname(folder));
  try {
    mkdirSync(folder, { mode: OWNER_ONLY });
  } catch (error) {
    // The app and a command that start at the same time both make it.
    if (!isFolder(folder)) throw error;
  }
}

const isFolder = (path: string): boolean => existsSync(path) && statSync(path).isDirectory();
