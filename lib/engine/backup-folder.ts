import { stat, statfs } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Connection } from "#db/client.ts";
import { reasonOf } from "#db/storage-fault.ts";
import { tagIn } from "#lib/data-folder/backup/files.ts";
import { storedBackup, storedBackups } from "#lib/data-folder/stored-backups.ts";
import type { StoredBackup } from "#lib/domain/backup.ts";
import type { Space } from "#lib/domain/own/storage.ts";
import type { BackupFacts } from "#lib/domain/system/facts.ts";
import type { Env } from "#lib/env.ts";
import { patientLook } from "#lib/patient-look.ts";
import type { Backups } from "./backups.ts";

type Parts = { env: Env; connection: Connection; backups: Pick<Backups, "startedAt" | "copied" | "failed"> };

/** Shorter than a page waits for the engine, ms. */
const LOOK_WITHIN_MS = 1_000;

/** What a look at the folder finds. */
type Found = Pick<BackupFacts, "files" | "onDataDisk" | "space" | "unreadable"> & {
  /** Bytes of the backup that is being made. */
  copied: number;
};

/** BACKUP_DIR. It may be on another machine that does not answer: then nothing here holds up the thread. */
export class BackupFolder {
  readonly #parts: Parts;
  readonly #look: () => Promise<Found | null>;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#look = patientLook(() => lookAt(parts), LOOK_WITHIN_MS);
  }

  async describe(): Promise<BackupFacts> {
    const { env, connection, backups } = this.#parts;
    const { folder, everyMs, keep } = env.backup;
    const { copied, ...found } = (await this.#look()) ?? SILENT;
    const { failed, startedAt } = backups;
    const underWay = startedAt === null ? null : { startedAt, copied, total: bytesToCopy(connection) };
    return { folder, everyMs, keep, failed, underWay, ...found };
  }

  /** See `VerbContext.findBackup`. */
  async find(name: string): Promise<(StoredBackup & { file: string }) | null> {
    const { env, connection } = this.#parts;
    const { folder } = env.backup;
    const found = await storedBackup(folder, name, tagIn(connection.db));
    return found && { ...found, file: join(folder, name) };
  }
}

const SILENT: Found = {
  files: [],
  onDataDisk: false,
  space: null,
  unreadable: "it does not answer",
  copied: 0,
};

async function lookAt({ env, connection, backups }: Parts): Promise<Found> {
  const { folder } = env.backup;
  const found = await storedBackups(folder, tagIn(connection.db)).catch(
    (error: NodeJS.ErrnoException) => error,
  );
  const [files, fault] = found instanceof Error ? [[], found] : [found, null];
  return {
    files,
    onDataDisk: await isOnDiskOf(env.databaseFile, folder),
    space: await spaceAt(folder),
    unreadable: fault === null || fault.code === "ENOENT" ? null : reasonOf(fault),
    copied: await backups.copied(),
  };
}

/** Before there is such a folder, that in which it would be made counts. */
async function isOnDiskOf(file: string, folder: string): Promise<boolean> {
  try {
    return (await stat(file)).dev === (await stat(folder)).dev;
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === "ENOENT";
    return isMissing && dirname(folder) !== folder && isOnDiskOf(file, dirname(folder));
  }
}

async function spaceAt(folder: string): Promise<Space | null> {
  const found = await statfs(folder).catch(() => null);
  return found && { free: found.bavail * found.bsize, total: found.blocks * found.bsize };
}

/** The size of the database without its free pages, which a backup leaves out. */
function bytesToCopy({ sqlite }: Connection): number {
  const number = (name: string) => Number(sqlite.pragma(name, { simple: true }));
  return (number("page_count") - number("freelist_count")) * number("page_size");
}
