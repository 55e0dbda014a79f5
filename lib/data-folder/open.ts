import { randomUUID } from "node:crypto";
import { closeSync, existsSync, openSync } from "node:fs";
import { join } from "node:path";
import { type Connection, isBusy, isNoDatabase, openWriter, sqliteCode } from "#db/client.ts";
import { migrate, refuseNewerSchema } from "#db/migrate.ts";
import { installationFact, setInstallationFact } from "#db/queries/installation.ts";
import { insertRule } from "#db/queries/rules.ts";
import { isSystemError, reasonOf, refuseUnwritable } from "#db/storage-fault.ts";
import { STATUSES } from "#lib/domain/alert/alert.ts";
import { newId } from "#lib/domain/ids.ts";
import type { Env } from "#lib/env.ts";
import type { KeyRing } from "#lib/seal.ts";
import { INSTALLED, refuseLostDatabase, requireInstallation } from "./folder-use.ts";
import { keepInstalled } from "./installed-file.ts";
import { makeDataFolder } from "./make.ts";
import { openKeyRing } from "./open-key-ring.ts";

/** The open data folder, with what the operator should hear of. */
export type DataFolder = { connection: Connection; ring: KeyRing; warnings: string[] };

/**
 * Opens the data folder for writing, making what a first start lacks: the folder, the database, the
 * key file, the rule that sends everything everywhere. Throws with a sentence for the operator.
 */
export function openDataFolder(env: Env, busyTimeoutMs?: number): DataFolder {
  refuseLostDatabase(env);
  const warnings = makeDataFolder(env.dataDir);
  const opened = openInstalled(env, busyTimeoutMs);
  return { ...opened, warnings: [...warnings, ...opened.warnings] };
}

/** As `openDataFolder`, but where there is no installation it makes nothing and throws. */
export function openInstallation(env: Env, busyTimeoutMs?: number): DataFolder {
  requireInstallation(env);
  return openInstalled(env, busyTimeoutMs);
}

function openInstalled(env: Env, busyTimeoutMs?: number): DataFolder {
  const connection = openDatabase(env.databaseFile, busyTimeoutMs);
  try {
    orNameIt(env.databaseFile, () => migrate(connection));
    const ring = openKeyRing(connection, env.secretKeyFile);
    orNameIt(env.databaseFile, () => makeFirstRule(connection));
    const id = orNameIt(env.databaseFile, () => installationId(connection));
    return { connection, ring, warnings: keepInstalled(join(env.dataDir, INSTALLED), id) };
  } catch (error) {
    connection.sqlite.close();
    throw error;
  }
}

function openDatabase(file: string, busyTimeoutMs?: number): Connection {
  refuseUnwritable(file);
  return orNameIt(file, () => {
    refuseNewerSchema(file);
    makeForOwner(file);
    return openWriter(file, busyTimeoutMs);
  });
}

/** SQLite would let everybody read it, which counts where the folder can't be closed. Its log gets the same mode. */
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

/** SQLite's own errors name no file: returns one for the operator that does. Any other error stays as it is. */
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

/** Made once, and the same as long as the installation lives. */
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

/** What a rule starts from: every event, unchanged, at every status. */
const MATCHES_EVERYTHING = {
  events: [],
  filters: { match: "all" as const, conditions: [] },
  statuses: [...STATUSES],
  onlyOnChange: false,
  followUp: true,
};

const RULE_MADE = "first_rule";

/** Once per installation: whoever deletes the rule does not get it back. */
function makeFirstRule({ db, sqlite }: Connection): void {
  const make = sqlite.transaction(() => {
    if (installationFact(db, RULE_MADE) !== undefined) return;
    const now = Date.now();
    const id = newId("rul");
    insertRule(db, {
      id,
      name: "All alerts",
      description: "Sends everything to all enabled channels.",
      enabled: true,
      ...MATCHES_EVERYTHING,
      channels: "all",
      version: 1,
      createdAt: now,
      updatedAt: now,
    });
    setInstallationFact(db, RULE_MADE, id);
  });
  make.immediate();
}
