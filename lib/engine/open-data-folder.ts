import { chmodSync, existsSync, mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { type Connection, isNoDatabase, openWriter } from "#db/client.ts";
import { migrate, refuseNewerSchema } from "#db/migrate.ts";
import { sealedByEachKey } from "#db/queries/channel-secrets.ts";
import { installationFact, setInstallationFact } from "#db/queries/installation.ts";
import { insertRule } from "#db/queries/rules.ts";
import { STATUSES } from "#lib/domain/alert.ts";
import { newId } from "#lib/domain/ids.ts";
import type { Env } from "#lib/env.ts";
import { createKeyFile, isSealedByRing, type KeyRing, keyFileExists, readKeyRing } from "#lib/seal.ts";

export type DataFolder = { connection: Connection; ring: KeyRing };

/**
 * Opens the data folder for writing, making what a first start lacks: the folder, the database, the
 * key file, the rule that sends everything everywhere. Throws with a sentence for the operator.
 */
export function openDataFolder(env: Env, busyTimeoutMs?: number): DataFolder {
  makeDataFolder(env.dataDir);
  const connection = openDatabase(env.databaseFile, busyTimeoutMs);
  try {
    migrate(connection);
    const ring = openKeyRing(connection, env.secretKeyFile);
    makeFirstRule(connection);
    return { connection, ring };
  } catch (error) {
    connection.sqlite.close();
    throw error;
  }
}

/** Readable by the process's user only, also where the folder was there before with wider rights. */
export function makeDataFolder(folder: string): void {
  try {
    makeFolder(folder);
    if ((statSync(folder).mode & 0o077) !== 0) chmodSync(folder, 0o700);
  } catch (error) {
    throw new Error(`DATA_DIR can't be used as the data folder: ${reasonOf(error)}.`, { cause: error });
  }
}

/** One step at a time: Node's own recursive mkdir never ends where a parent, such as /proc, takes no folders. */
function makeFolder(folder: string): void {
  if (isFolder(folder)) return;
  if (!existsSync(dirname(folder))) makeFolder(dirname(folder));
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    // The app and a command that start together both make it.
    if (!isFolder(folder)) throw error;
  }
}

const isFolder = (path: string): boolean => existsSync(path) && statSync(path).isDirectory();

function openDatabase(file: string, busyTimeoutMs?: number): Connection {
  try {
    refuseNewerSchema(file);
    return openWriter(file, busyTimeoutMs);
  } catch (error) {
    if (!isNoDatabase(error)) throw error;
    throw new Error(`${file} is not a database of Tocsin: move it away, or set DATA_DIR.`, { cause: error });
  }
}

/** Reads the key file, or makes it while nothing is sealed yet. Throws where it is not the one that sealed. */
function openKeyRing({ db }: Connection, file: string): KeyRing {
  const sealed = sealedByEachKey(db);
  if (!keyFileExists(file)) {
    if (sealed.length > 0)
      throw new Error(
        `The key file ${file} is missing, and without it the stored secrets can't be opened. Put it back (a backup does not hold it), or set SECRET_KEY_FILE.`,
      );
    return orSayWhy(file, () => createKeyFile(file));
  }
  const ring = orSayWhy(file, () => readKeyRing(file));
  // One value that a bit flipped in must not stop everything: it is enough that the ring opens any.
  if (sealed.length > 0 && !sealed.some((envelope) => isSealedByRing(ring, envelope)))
    throw new Error(
      `The key file ${file} is not the one that sealed the stored secrets. Put the right one back, or set SECRET_KEY_FILE.`,
    );
  return ring;
}

function orSayWhy(file: string, open: () => KeyRing): KeyRing {
  try {
    return open();
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new Error(`The key file ${file} (SECRET_KEY_FILE) can't be used: ${reasonOf(error)}.`, {
      cause: error,
    });
  }
}

const isSystemError = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && "code" in error && "syscall" in error;

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

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
