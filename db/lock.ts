import { closeSync, constants, openSync, statSync } from "node:fs";
import Database from "better-sqlite3";
import { isBusy } from "./client.ts";
import { isSystemError, reasonOf } from "./storage-fault.ts";

/** The hold that a process has on the data folder. */
export type Hold = {
  /** The lock file's inode. While its holder lives, no other file of that folder can have the same. */
  inode: string;
  release(): void;
};

export const ANOTHER_RUNS =
  "Another Tocsin already runs on this data folder: stop it first, or give this one its own DATA_DIR.";

/** Takes the data folder for this process until the process ends. Throws with a sentence for the operator. */
export const holdDataFolder = (lockFile: string): Hold => holdFile(lockFile, ANOTHER_RUNS);

/**
 * Takes a file for this process until the process ends. However it ends, the operating system drops SQLite's
 * file lock with it, so a kill leaves nothing behind. Throws `held` if another process holds the file, or a
 * sentence for the operator if it can't be locked.
 */
export function holdFile(lockFile: string, held: string): Hold {
  try {
    closeSync(openSync(lockFile, constants.O_RDWR | constants.O_CREAT, 0o600));
    const sqlite = lock(lockFile);
    return {
      inode: String(statSync(lockFile, { bigint: true }).ino),
      release: () => sqlite.close(),
    };
  } catch (error) {
    if (isBusy(error)) throw new Held(held);
    throw new Error(
      `The lock file ${lockFile} can't be locked for writing: ${reasonOf(error)}.${adviceFor(error)}`,
      { cause: error },
    );
  }
}

/** Without the cause: it is no fault of the database, which would be tried again. */
class Held extends Error {}

const adviceFor = (error: unknown): string =>
  isSystemError(error) && ["EACCES", "EPERM"].includes(error.code)
    ? " Give it, with all that the data folder holds, to the user that Tocsin runs as."
    : "";

function lock(file: string): Database.Database {
  const sqlite = new Database(file, { timeout: 0 });
  try {
    // The transaction is never committed, so it needs no journal file.
    sqlite.pragma("journal_mode = MEMORY");
    sqlite.exec("BEGIN EXCLUSIVE");
    // Write something: on a read-only file SQLite silently takes a read lock instead, which two processes can
    // hold.
    sqlite.pragma("user_version = 1");
    return sqlite;
  } catch (error) {
    sqlite.close();
    throw error;
  }
}
