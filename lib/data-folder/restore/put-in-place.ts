import { existsSync, linkSync, renameSync, rmSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { syncFile } from "#lib/sync-file.ts";

/**
 * Gives the copy the database's name, and keeps what was there under another one, which it returns; null if
 * there was nothing. A kill leaves either the old database or the new one in place, never a mixture.
 */
export function putInPlace(copy: string, databaseFile: string, now: number): string | null {
  const kept = `${databaseFile}.replaced-${new Date(now).toISOString().replaceAll(/[:.]/g, "-")}`;
  syncFile(copy);
  moveLog(databaseFile, kept);
  const hadOne = existsSync(databaseFile);
  if (hadOne) keepBeside(databaseFile, kept);
  syncFile(dirname(databaseFile));
  renameSync(copy, databaseFile);
  syncFile(dirname(databaseFile));
  return hadOne ? kept : null;
}

/** A log that stayed would be taken for the new database's. One of a database that could be read is empty. */
function moveLog(databaseFile: string, kept: string): void {
  rmSync(`${databaseFile}-shm`, { force: true });
  const log = statSync(`${databaseFile}-wal`, { throwIfNoEntry: false });
  if (log === undefined) return;
  if (log.size === 0) rmSync(`${databaseFile}-wal`);
  else renameSync(`${databaseFile}-wal`, `${kept}-wal`);
}

/** By a second name, so that the first is never without a file; some file systems have no second names. */
function keepBeside(file: string, kept: string): void {
  try {
    linkSync(file, kept);
  } catch {
    renameSync(file, kept);
  }
}
