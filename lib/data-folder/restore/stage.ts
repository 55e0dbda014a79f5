import { chmodSync, copyFileSync, existsSync, rmSync, statSync } from "node:fs";
import { type Connection, isCorrupt, isNoDatabase, openAlone, openReader } from "#db/client.ts";
import { isNewerSchema, migrate, newerTocsin } from "#db/migrate.ts";
import { BACKUP_AT, installationFact } from "#db/queries/installation.ts";
import { isSystemError, reasonOf } from "#db/storage-fault.ts";

/** A copy of a backup beside the database, of this version's schema. `at`: when it was made, ms since 1970. */
export type Staged = { connection: Connection; at: number };

/**
 * Copies the backup to `copy` and opens it there: nothing of the installation is touched. Throws with a
 * sentence for the operator if it is damaged, no backup, or of a newer Tocsin.
 */
export function stage(file: string, copy: string): Staged {
  try {
    copyWithLog(file, copy);
    refuseUnfit(file, copy);
    const connection = openAlone(copy);
    const made = installationFact(connection.db, BACKUP_AT);
    migrate(connection);
    return { connection, at: made === undefined ? statSync(file).mtimeMs : Date.parse(made) };
  } catch (error) {
    if (isCorrupt(error) || isNoDatabase(error))
      throw new Error(damaged(file, reasonOf(error)), { cause: error });
    if (!isSystemError(error)) throw error;
    throw new Error(`${file} can't be copied to ${copy}: ${reasonOf(error)}. Nothing was changed.`, {
      cause: error,
    });
  }
}

/** Removes what a stopped restore left. */
export function removeStaged(copy: string): void {
  for (const end of ["", "-wal", "-shm", "-journal"]) rmSync(`${copy}${end}`, { force: true });
}

/** A backup has no log. The database of a killed Tocsin, or a replica's, may have one. */
function copyWithLog(file: string, copy: string): void {
  removeStaged(copy);
  for (const end of ["", "-wal"]) {
    if (end !== "" && !existsSync(`${file}${end}`)) continue;
    copyFileSync(`${file}${end}`, `${copy}${end}`);
    chmodSync(`${copy}${end}`, 0o600);
  }
}

function refuseUnfit(file: string, copy: string): void {
  const { sqlite } = openReader(copy);
  try {
    const tables = sqlite.prepare(
      "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name IN ('installation', 'channels', 'deliveries')",
    );
    if (tables.pluck().get() !== 3)
      throw new Error(`${file} is a database, but no backup of Tocsin. Nothing was changed.`);
    if (isNewerSchema(sqlite))
      throw new Error(
        `${file} was made by ${newerTocsin(sqlite)}: restore it with that version. Nothing was changed.`,
      );
    const found = sqlite.pragma("integrity_check(1)", { simple: true });
    if (found !== "ok") throw new Error(damaged(file, String(found)));
  } finally {
    sqlite.close();
  }
}

const damaged = (file: string, why: string): string =>
  `${file} is damaged or no backup (${why}): take another one. Nothing was changed.`;
