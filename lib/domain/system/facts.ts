import type { Backup, FailedBackup, StoredBackup } from "#lib/domain/backup.ts";
import type { Space } from "#lib/domain/own/storage.ts";
import type { ShownSetting } from "./environment.ts";
import type { SizeSample } from "./growth.ts";

/** What the engine knows of its process and of the operator's folders. Sizes in bytes, times in ms. */
export type SystemFacts = {
  version: string;
  /** When the process started, ms since 1970. */
  startedAt: number;
  /** How long ago a commit last proved that the disk takes writes; null before the first. */
  committedAgoMs: number | null;
  dataDir: string;
  secretKeyFile: string;
  /** The file of further CA certificates; null without one. */
  extraCaFile: string | null;
  sizes: DatabaseSizes;
  /** The space of the data folder's disk. */
  space: Space;
  retentionDays: number;
  auditRetentionDays: number;
  backups: BackupFacts;
  environment: readonly ShownSetting[];
};

/**
 * What a download of a backup asks the user for: their present password, a code of their second factor, or null,
 * since they have neither.
 */
export type Proof = "present" | "code" | null;

/** What the System page shows. Times in ms since 1970, sizes in bytes. */
export type SystemView = {
  /** Null while the engine does not answer. */
  facts: SystemFacts | null;
  /** Why `/healthz` is not 200, in a sentence; null if it is. */
  trouble: string | null;
  loads: ThreadLoads;
  /** How many deliveries wait, and when the event of the oldest came in. */
  waiting: number;
  oldestWaitingAt: number | null;
  lastBackup: Backup | null;
  failedBackup: FailedBackup | null;
  nextBackupAt: number | null;
  /** The size of each day, the oldest first. */
  sizes: readonly SizeSample[];
  /** How many CA certificates are trusted, and how many of them NODE_EXTRA_CA_CERTS adds. */
  certificates: { all: number; extra: number };
  node: string;
  sqlite: string;
  proof: Proof;
  /** How a person calls Tocsin's command line on the server. */
  commandLine: string;
};

/** The share of the last 15 s in which each thread worked: 0 to 1. */
export type ThreadLoads = { http: number; engine: number };

/** `log` is what SQLite has not yet copied back into the database. */
export type DatabaseSizes = { database: number; log: number };

export type BackupFacts = {
  /** BACKUP_DIR. */
  folder: string;
  /** The time between two; null if none is made by the clock. */
  everyMs: number | null;
  keep: number;
  /** Whether they lie on the disk of the data folder, whose loss then takes them too. */
  onDataDisk: boolean;
  /** The space of their disk; null while there is no such folder. */
  space: Space | null;
  /** Those of this installation, the newest first. */
  files: readonly StoredBackup[];
  /** Why the folder can't be read; null if it can, or is not there yet. */
  unreadable: string | null;
  /** The last one that this process failed to make. */
  failed: FailedBackup | null;
  underWay: BackupProgress | null;
};

/** A backup that is being made. `copied` bytes of about `total`; while it is checked, all is copied. */
export type BackupProgress = { startedAt: number; copied: number; total: number };

/** In words how far a backup has come. */
export const progressInWords = ({ copied, total }: BackupProgress, bytes: (count: number) => string) =>
  copied < total
    ? `${bytes(copied)} of about ${bytes(total)} are copied.`
    : "It is copied, and being checked.";
