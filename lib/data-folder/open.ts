import { randomUUID } from "node:crypto";
import { closeSync, existsSync, openSync } from "node:fs";
import { join } from "node:path";
import { type Connection, isBusy, isNoDatabase, openWriter, sqliteCode } from "#db/client.ts";
import { LAST_VERSION, migrate, needsMigration, refuseNewerSchema } from "#db/migrate.ts";
import { installationFact, setInstallationFact } from "#db/queries/installation.ts";
import { isSystemError, reasonOf, refuseUnwritable } from "#db/storage-fault.ts";
import type { Env } from "#lib/env.ts";
import type { KeyRing } from "#lib/seal.ts";
import { TOCSIN_VERSION } from "#lib/tocsin-version.ts";
import { copyBeforeMigration, type Migrating } from "./copy-before-migration.ts";
import { makeFirstRules } from "./first-rules.ts";
import { INSTALLED, refuseLostDatabase, requireInstallation } from "./folder-use.ts";
import { keepInstalled } from "./installed-file.ts";
import { makeDataFolder } from "./make.ts";
import { openKeyRing } from "./open-key-ring.ts";

/** The open data folder, with warnings for the operator. */
export type DataFolder = {
  connection: Connection;
  ring: KeyRing;
  warnings: string[];
  /** Where the copy of before the migration is; null if there was none. */
  migratedFrom: string | null;
  /** The version of Tocsin that opened it last; null for a new folder, or one of before 1.0.0. */
  lastVersion: string | null;
};

/**
 * Opens the data folder for writing and makes what a first start lacks: the folder, the database, the key
 * file, and the rules that send everything everywhere. Calls `onMigrating` before it copies and migrates a
 * database of an earlier version, which may take long. Throws with a sentence for the operator.
 */
export function openDataFolder(env: Env, busyTimeoutMs?: number, onMigrating?: () => void): DataFolder {
  refuseLostDatabase(env);
  const warnings = makeDataFolder(env.dataDir);
  const opened = openInstalled(env, busyTimeoutMs, onMigrating);
  return { ...opened, warnings: [...warnings, ...opened.warnings] };
}

/** Like `openDataFolder`, but if there is no installation it makes nothing and throws. */
export function openInstallation(env: Env, busyTimeoutMs?: number): DataFolder {
  requireInstallation(env);
  return openInstalled(env, busyTimeoutMs);
}

function openInstalled(env: Env, busyTimeoutMs?: number, onMigrating = () => {}): DataFolder {
  const migrating = prepareDatabase(env, onMigrating);
  const connection = orNameIt(env.databaseFile, () => openWriter(env.databaseFile, busyTimeoutMs));
  try {
    orNameIt(env.databaseFile, () => migrate(connection));
    const ring = openKeyRing(connection, env.secretKeyFile);
    orNameIt(env.databaseFile, () => makeFirstRules(connection));
    const id = orNameIt(env.databaseFile, () => installationId(connection));
    const lastVersion = orNameIt(env.databaseFile, () => keepVersion(connection));
    const warnings = [...(migrating?.warnings ?? []), ...keepInstalled(join(env.dataDir, INSTALLED), id)];
    return { connection, ring, warnings, migratedFrom: migrating?.copy ?? null, lastVersion };
  } catch (error) {
    connection.sqlite.close();
    throw error;
  }
}

/** All that comes before the database is opened for writing. */
function prepareDatabase(env: Env, onMigrating: () => void): Migrating | null {
  const { databaseFile } = env;
  refuseUnwritable(databaseFile);
  const isOld = orNameIt(databaseFile, () => {
    refuseNewerSchema(databaseFile);
    return needsMigration(databaseFile);
  });
  if (isOld) onMigrating();
  // What is wrong with the place of the copy is not the database's fault.
  const migrating = isOld ? copyBeforeMigration(env) : null;
  orNameIt(databaseFile, () => makeForOwner(databaseFile));
  return migrating;
}

/**
 * Makes the database file readable for its owner only: SQLite would let everybody read it, which matters if
 * the folder can't be closed. SQLite gives its log the same mode.
 */
function makeForOwner(file: string): void {
  if (!existsSync(file)) closeSync(openSync(file, "a", 0o600));
}

function orNameIt<T>(file: string, use: () => T): T {
  try {
    return use();
  } catch (error) {
    throw naming(file, error);
  }
}

/**
 * Turns an error of SQLite, which names no file, into one for the operator that does. Any other error stays
 * as it is.
 */
export function naming(file: string, error: unknown): unknown {
  if (sqliteCode(error) === "" && !isSystemError(error)) return error;
  return new Error(sentenceAbout(file, error), { cause: error });
}

function sentenceAbout(file: string, error: unknown): string {
  if (isNoDatabase(error)) return `${file} is not a database of Tocsin: move it away, or set DATA_DIR.`;
  if (isBusy(error))
    return `The database ${file} is held by another process: end it, or try again in a moment.`;
  return `The database ${file} can't be used: ${reasonOf(error)}.`;
}

const INSTALLATION_ID = "id";

/** The installation's id, which is made once and never changes. */
function installationId({ db, sqlite }: Connection): string {
  const settle = sqlite.transaction(() => {
    const known = installationFact(db, INSTALLATION_ID);
    if (known !== undefined) return known;
    const id = randomUUID();
    setInstallationFact(db, INSTALLATION_ID, id);
    return id;
  });
  return settle.immediate();
}

/** Notes which version opened the database now. Returns the one before. */
function keepVersion({ db }: Connection): string | null {
  const last = installationFact(db, LAST_VERSION) ?? null;
  if (last !== TOCSIN_VERSION) setInstallationFact(db, LAST_VERSION, TOCSIN_VERSION);
  return last;
}
