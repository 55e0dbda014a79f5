import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { isNoDatabase } from "#db/client.ts";
import { logHoldsCommit } from "#db/log-holds-commit.ts";
import { isEmptyDatabase } from "#db/migrate.ts";
import { reasonOf } from "#db/storage-fault.ts";
import type { Env } from "#lib/env.ts";

/**
 * The file that holds the installation's id. It is written after the first commit, so its presence shows that
 * there was a database.
 */
export const INSTALLED = "installed";
const BACKUPS = "backups";

/** What the data folder holds. Finding out opens nothing for writing. */
export type FolderUse = {
  database: "missing" | "empty" | "holds data";
  /** Whether SQLite's log holds a committed transaction. */
  log: boolean;
  installed: boolean;
  backups: boolean;
};

/**
 * Why Tocsin must not make a database in this folder, as a phrase that follows "although"; null if it may. A
 * key file or an unpacked runtime is no sign of use, as both may be there before a first start.
 * E.g. an empty database beside a backup → "there are backups".
 */
export function signOfLoss({ database, log, installed, backups }: FolderUse): string | null {
  if (database === "holds data") return null;
  if (log) return "SQLite's log tocsin.db-wal holds data";
  if (backups) return "there are backups";
  return installed ? "the file installed shows that there was one" : null;
}

/**
 * Refuses a folder whose database is lost, and leaves the folder untouched. Throws with a sentence for the
 * operator.
 */
export function refuseLostDatabase(env: Env): FolderUse {
  const use = lookAtFolder(env);
  const sign = signOfLoss(use);
  if (sign === null) return use;
  throw new Error(
    `The database ${env.databaseFile} is ${use.database}, although ${sign}. Put it back, from a backup if need be, or set DATA_DIR to an empty folder for a new installation; nothing was changed.`,
  );
}

/** Throws if the folder holds no installation. Makes nothing. */
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
    // Opening it for writing later reports what is wrong with it.
    if (isNoDatabase(error)) return "holds data";
    throw error;
  }
}

/** The size in bytes; 0 if there is no such file. Throws if the system refuses to tell. */
const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;
