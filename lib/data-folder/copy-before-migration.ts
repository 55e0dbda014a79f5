import type { Env } from "#lib/env.ts";
import { copyDatabase } from "./backup/copy.ts";
import { newBackupFile, removeOldest } from "./backup/files.ts";
import { NotWritten } from "./backup/not-written.ts";
import { NoRoom } from "./backup/room.ts";

/** How many copies are kept that were made before a migration. */
const KEEP = 2;

/** What happened before a migration: the copy's file, null if there is none; and what the operator must know. */
export type Migrating = { copy: string | null; warnings: string[] };

/**
 * Copies a database that is going to be migrated, in this thread: nothing else runs yet. Throws with a sentence for
 * the operator, and then the database is untouched.
 */
export function copyBeforeMigration(env: Env): Migrating {
  try {
    const copy = makeCopy(env);
    return { copy, warnings: removeOldest(copy, "before migration", KEEP) };
  } catch (error) {
    if (!(error instanceof NotWritten)) throw error;
    if (!env.backup.migrateWithoutCopy) throw refusal(error);
    return { copy: null, warnings: [`The database was migrated without a copy. ${error.message}`] };
  }
}

function makeCopy(env: Env): string {
  const { databaseFile, secretKeyFile, backup } = env;
  const file = newBackupFile({ databaseFile, folder: backup.folder }, "before migration");
  const job = { databaseFile, secretKeyFile, file, purpose: "migration", mostLogBytes: Infinity } as const;
  copyDatabase(job, () => {});
  return file;
}

function refusal(error: NotWritten): Error {
  const ways =
    error instanceof NoRoom
      ? "Make room, set BACKUP_DIR to a folder on another disk"
      : "Set BACKUP_DIR to a folder that can be written";
  return new Error(
    `The database must be migrated to this version, and a copy of it comes first. ${error.message} ${ways}, or migrate without a copy (MIGRATE_WITHOUT_BACKUP=on). Nothing was changed.`,
    { cause: error },
  );
}
