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
  const hadOne = existsSync(databaseFile);
  if (hadOne) keepBeside(databaseFile, kept);
  moveLogs(databaseFile, kept);
  syncFile(dirname(databaseFile));
  renameSync(copy, databaseFile);
  syncFile(dirname(databaseFile));
  return hadOne ? kept : null;
}

/**
 * A log or journal that stayed would be taken for the new database's. A log of a database that could be read is
 * empty.
 */
function moveLogs(databaseFile: string, kept: string): void {
  rmSync(`${databaseFile}-shm`, { force: true });
  for (const end of ["-wal", "-journal"]) {
    const log = statSync(`${databaseFile}${end}`, { throwIfNoEntry: false });
    if (log === undefined) continue;
    if (log.size === 0) rmSync(`${databaseFile}${end}`);
    else renameSync(`${databaseFile}${end}`, `${kept}${end}`);
  }
}

/** By a second name, so that the first is never without a file; some file systems have no second names. */
function keepBeside(file: string, kept: string): void {
  try {
    linkSync(file, kept);
  } catch {
    renameSync(file, kept);
  }
}
