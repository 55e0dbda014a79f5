import type { Backup } from "#lib/domain/backup.ts";

/** How a copy of the database is made. */
export type BackupJob = {
  databaseFile: string;
  secretKeyFile: string;
  /** Where the backup goes. The file's folder exists. */
  file: string;
  /** Before a migration, the copy only has to fit, and the key file is checked later. */
  purpose: "backup" | "migration";
  /** The backup is broken off if SQLite's log passes this size meanwhile: it can't shrink while one is made. */
  mostLogBytes: number;
};

/** What the backup process gets to do. */
export type BackupTask = Omit<BackupJob, "file" | "purpose"> & {
  /** A file whose folder exists, or BACKUP_DIR, in which the oldest beyond those to `keep` go. */
  into: { file: string } | { folder: string; keep: number };
};

/** A new backup, with what the operator must know. */
export type MadeBackup = { backup: Backup; warnings: string[] };

/** What the backup process tells. Nobody else knows the temporary file. */
export type BackupMessage =
  | { kind: "begins"; temporary: string }
  | { kind: "done"; made: MadeBackup }
  | { kind: "failed"; message: string };
