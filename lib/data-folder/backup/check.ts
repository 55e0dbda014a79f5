import { dirname } from "node:path";
import { type Connection, isCorrupt, isNoDatabase, openReader, sqliteCode } from "#db/client.ts";
import { sealedByEachKey, sealedByOthers } from "#db/queries/sealed.ts";
import { isSystemError, reasonOf } from "#db/storage-fault.ts";
import { isSealedByRing, keyFileExists, readKeyRing } from "#lib/seal.ts";
import type { BackupJob } from "./job.ts";
import { NotWritten } from "./not-written.ts";

/**
 * Throws unless the copy is whole, and the key file, if one is given, opens its secrets, or at least some. Returns
 * whose those are that it doesn't open, in words.
 */
export function check(copy: string, secretKeyFile: string | null): string[] {
  const connection = openReader(copy);
  try {
    refuseDamaged(connection);
    return secretKeyFile === null ? [] : unopenedBy(connection, secretKeyFile);
  } finally {
    connection.sqlite.close();
  }
}

function refuseDamaged({ sqlite }: Connection): void {
  const found = sqlite.pragma("integrity_check(1)", { simple: true });
  if (found !== "ok") throw new Damaged(String(found));
}

/** A database whose content contradicts itself. */
class Damaged extends Error {}

/** One value that can't be opened must not cost the backup of everything else. */
function unopenedBy(connection: Connection, secretKeyFile: string): string[] {
  const sealed = sealedByEachKey(connection);
  if (sealed.length === 0) return [];
  const missing = `The key file ${secretKeyFile} (SECRET_KEY_FILE)`;
  if (!keyFileExists(secretKeyFile))
    throw new Error(`${missing} is missing, so nobody could open the secrets of the backup.`);
  const ring = readKeyRing(secretKeyFile);
  if (!sealed.some((envelope) => isSealedByRing(ring, envelope)))
    throw new Error(`${missing} opens none of the secrets of the backup. Put the right one back.`);
  return sealedByOthers(
    connection,
    ring.map(({ id }) => id),
  );
}

/** The error in the operator's terms. */
export function inWords(error: unknown, { databaseFile, file }: BackupJob): unknown {
  if (error instanceof Damaged || isCorrupt(error) || isNoDatabase(error))
    return new Error(
      `The database ${databaseFile} is damaged: ${reasonOf(error)}. Keep the backups that there are, and restore the last one.`,
      { cause: error },
    );
  if (sqliteCode(error) === "" && !isSystemError(error)) return error;
  return new NotWritten(
    `The backup can't be written to ${dirname(file)}: ${reasonOf(error)}. Nothing of it was left behind.`,
    { cause: error },
  );
}
