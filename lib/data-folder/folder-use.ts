import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { isNoDatabase } from "#db/client.ts";
import { logHoldsCommit } from "#db/log-holds-commit.ts";
import { isEmptyDatabase } from "#db/migrate.ts";
import { reasonOf } from "#db/storage-fault.ts";
import type { Env } from "#lib/env.ts";

/** Holds the installation's id, written after the first commit: whoever finds it knows that there was a database. */
export const INSTALLED = "installed";
const BACKUPS = "backups";

/** What a look at the data folder finds; nothing is opened for writing. */
export type FolderUse = {
  database: "missing" | "empty" | "holds data";
  /** SQLite's log holds something that was committed. */
  log: boolean;
  installed: boolean;
  backups: boolean;
};

/**
 * Why Tocsin must not make a database in this folder, as a phrase that follows "although"; null where it may.
 * A key file or an unpacked runtime is no sign of use: both are put there before a first start.
 *
 * Example: an empty database beside a backup → "there are backups".
 */
export function signOfLoss({ database, log, installed, backups }: FolderUse): string | null {
  if (database === "holds data") return null;
  if (log) return "SQLite's log tocsin.db-wal holds data";
  if (backups) return "there are backups";
  return installed ? "the file installed shows that there was one" : null;
}

/** Refuses a folder whose database is lost, and leaves it untouched. Throws with the sentence for the operator. */
export function refuseLostDatabase(env: Env): FolderUse {
  const use = lookAtFolder(env);
  const sign = signOfLoss(use);
  if (sign === null) return use;
  throw new Error(
    `The database ${env.databaseFile} is ${use.database}, although ${sign}. Put it back, from a backup if need be, or set DATA_DIR to an empty folder for a new installation; nothing was changed.`,
  );
}

/** Throws where the folder holds no installation; nothing is made. */
export function requireInstallation(env: Env): void {
  const { database } = refuseLostDatabase(env);
  if (database === "holds data") return;
  throw new Error(
    `There is no installation in ${env.dataDir} (DATA_DIR): nothing was made. Start Tocsin there first, or add --init to make one.`,
  );
}

function lookAtFolder({ dataDir, databaseFile }: Env): FolderUse {
  const log = `${databaseFile}-wal`;
  const backups = join(dataDir, BACKUPS);
  return {
    database: orNameIt(databaseFile, () => lookAtDatabase(databaseFile)),
    log: orNameIt(log, () => existsSync(log) && logHoldsCommit(log)),
    installed: existsSync(join(dataDir, INSTALLED)),
    backups: orNameIt(backups, () => existsSync(backups) && readdirSync(backups).length > 0),
  };
}

function orNameIt<T>(path: string, look: () => T): T {
  try {
    return look();
  } catch (error) {
    throw new Error(`${path} can't be read: ${reasonOf(error)}.`, { cause: error });
  }
}

function lookAtDatabase(file: string): FolderUse["database"] {
  if (statSync(file, { throwIfNoEntry: false }) === undefined) return "missing";
  if (sizeOf(file) === 0) return "empty";
  try {
    return isEmptyDatabase(file) ? "empty" : "holds data";
  } catch (error) {
    // Whoever opens it for writing says what it is.
    if (isNoDatabase(error)) return "holds data";
    throw error;
  }
}

/** Bytes; 0 where there is no such file. Throws where the system does not tell. */
const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;
