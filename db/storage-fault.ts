import { accessSync, constants, existsSync } from "node:fs";
import { dirname } from "node:path";
import { getSystemErrorMessage } from "node:util";
import { sqliteCode } from "./client.ts";

/** Why a file or a database can't be used, in the operator's terms, e.g. "EACCES (permission denied)". */
export function reasonOf(error: unknown): string {
  const sqlite = sqliteCode(error);
  if (sqlite !== "") return `${sqlite} (${wordsOf(error)})`;
  if (!isSystemError(error)) return wordsOf(error);
  return `${error.code} (${getSystemErrorMessage(error.errno)})`;
}

/** Whether it is an error of the operating system. Node.js makes some like it, with a number that is positive. */
export const isSystemError = (error: unknown): error is { code: string; errno: number } & Error =>
  error instanceof Error &&
  "code" in error &&
  typeof error.code === "string" &&
  "errno" in error &&
  typeof error.errno === "number" &&
  error.errno < 0;

const SENTENCES: Record<string, string> = {
  SQLITE_FULL: "The disk is full: nothing can be stored.",
  SQLITE_READONLY: "The database can only be read: nothing can be stored.",
  SQLITE_IOERR: "The disk does not take what is written: nothing can be stored.",
  SQLITE_CANTOPEN: "The database's files can't be opened: nothing can be stored.",
};

/** Why writing fails, in one sentence that names no path: anybody may read it. */
export const storageSentence = (error: unknown): string =>
  SENTENCES[primaryCode(error)] ?? "The database can't be written: nothing can be stored.";

/** E.g. "SQLITE_IOERR_WRITE" → "SQLITE_IOERR". */
const primaryCode = (error: unknown): string => sqliteCode(error).split("_").slice(0, 2).join("_");

/**
 * Checks whether this process may write the database, SQLite's files beside it, and their folder. Opens
 * nothing: closing a file would drop this process's locks on it. Throws with file and reason.
 */
export function refuseUnwritable(databaseFile: string): void {
  const files = [databaseFile, `${databaseFile}-wal`, `${databaseFile}-shm`].filter((file) =>
    existsSync(file),
  );
  for (const path of [dirname(databaseFile), ...files]) {
    try {
      accessSync(path, constants.R_OK | constants.W_OK);
    } catch (error) {
      throw new Error(`${path} can't be written: ${reasonOf(error)}.`, { cause: error });
    }
  }
}

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
