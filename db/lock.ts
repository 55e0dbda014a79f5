import { closeSync, constants, openSync, statSync } from "node:fs";
import Database from "better-sqlite3";
import { isBusy } from "./client.ts";
import { isSystemError, reasonOf } from "./storage-fault.ts";

/** The data folder in one process's hands. */
export type Hold = {
  /** The lock file's inode: while its holder lives, no other file of that folder can have the same. */
  inode: string;
  release(): void;
};

export const ANOTHER_RUNS =
  "Another Tocsin already runs on this data folder: stop it first, or give this one its own DATA_DIR.";

/**
 * Takes the data folder for this process until it ends, however it ends: the operating system drops
 * SQLite's file lock with the process, so nothing is left behind by a kill. Throws with a sentence for the
 * operator where another process holds it, and where the file can't be locked.
 */
export function holdDataFolder(lockFile: string): Hold {
  try {
    closeSync(openSync(lockFile, constants.O_RDWR | constants.O_CREAT, 0o600));
    const sqlite = lock(lockFile);
    return {
      inode: String(statSync(lockFile, { bigint: true }).ino),
      release: () => sqlite.close(),
    };
  } catch (error) {
    if (isBusy(error)) throw new Error(ANOTHER_RUNS, { cause: error });
    throw new Error(
      `The lock file ${lockFile} can't be locked for writing: ${reasonOf(error)}.${adviceFor(error)}`,
      { cause: error },
    );
  }
}

const adviceFor = (error: unknown): string =>
  isSystemError(error) && ["EACCES", "EPERM"].includes(error.code)
    ? " Give it, with all that the data folder holds, to the user that Tocsin runs as."
    : "";

function lock(file: string): Database.Database {
  const sqlite = new Database(file, { timeout: 0 });
  try {
    // Never committed, so it needs no journal file.
    sqlite.pragma("journal_mode = MEMORY");
    sqlite.exec("BEGIN EXCLUSIVE");
    // On a file that it may only read, SQLite takes a read lock without a word, and two processes could hold it.
    sqlite.pragma("user_version = 1");
    return sqlite;
  } catch (error) {
    sqlite.close();
    throw error;
  }
}
