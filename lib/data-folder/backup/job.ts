import type { Backup } from "#lib/domain/backup.ts";

/** What the backup process gets to do. */
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

/** What the backup process tells. Nobody else knows the temporary file. */
export type BackupMessage =
  | { kind: "begins"; temporary: string }
  | { kind: "done"; backup: Backup }
  | { kind: "failed"; message: string };
