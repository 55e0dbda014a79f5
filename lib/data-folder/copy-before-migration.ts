import { mkdirSync } from "node:fs";
import { needsMigration } from "#db/migrate.ts";
import type { Env } from "#lib/env.ts";
import { copyDatabase } from "./backup/copy.ts";
import { NoRoom } from "./backup/room.ts";
import { backupFile, installationTag, removeOldest } from "./backup-files.ts";

/** How many copies are kept that were made before a migration. */
const KEEP = 2;

/** What happened before a migration: the copy's file, null if there is none; and what the operator must know. */
export type Migrating = { copy: string | null; warnings: string[] };

/**
 * Copies a database that is going to be migrated, in this thread: nothing else runs yet. Returns null if it needs
 * no migration. Throws with a sentence for the operator, and then the database is untouched.
 */
export function copyBeforeMigration(env: Env, onMigrating: () => void): Migrating | null {
  const { databaseFile, secretKeyFile, backup } = env;
  if (!needsMigration(databaseFile)) return null;
  onMigrating();
  mkdirSync(backup.folder, { recursive: true, mode: 0o700 });
  const named = { tag: installationTag(databaseFile), now: Date.now() };
  const file = backupFile(backup.folder, "before migration", named);
  const job = { databaseFile, secretKeyFile, file, purpose: "migration", mostLogBytes: Infinity } as const;
  try {
    copyDatabase(job, () => {});
  } catch (error) {
    if (!(error instanceof NoRoom)) throw error;
    if (backup.migrateWithoutCopy) {
      const sentence = `The database was migrated without a copy. ${error.message}`;
      return { copy: null, warnings: [sentence] };
    }
    throw new Error(
      `The database must be migrated to this version, and a copy of it comes first. ${error.message} Make room, set BACKUP_DIR to a folder on another disk, or migrate without a copy (MIGRATE_WITHOUT_BACKUP=on). Nothing was changed.`,
    );
  }
  return { copy: file, warnings: removeOldest(file, "before migration", KEEP) };
}
