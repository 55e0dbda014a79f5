import { stat, statfs } from "node:fs/promises";
import { join } from "node:path";
import type { Connection } from "#db/client.ts";
import { reasonOf } from "#db/storage-fault.ts";
import { tagIn } from "#lib/data-folder/backup-files.ts";
import { storedBackup, storedBackups } from "#lib/data-folder/stored-backups.ts";
import { databaseSizes } from "#lib/database-size.ts";
import type { Space } from "#lib/domain/own/storage.ts";
import type { BackupFacts, SystemFacts } from "#lib/domain/system/facts.ts";
import type { Env } from "#lib/env.ts";
import { freeSpaceAt } from "#lib/free-space.ts";
import { TOCSIN_VERSION } from "#lib/tocsin-version.ts";
import type { Backups } from "./backups.ts";

type Parts = { env: Env; connection: Connection; backups: Pick<Backups, "progress" | "failed"> };

/** What the process was started with, and what its folders hold now. */
export async function describeSystem(parts: Parts): Promise<Omit<SystemFacts, "committedAgoMs">> {
  const { env } = parts;
  return {
    version: TOCSIN_VERSION,
    startedAt: Math.round(Date.now() - process.uptime() * 1_000),
    dataDir: env.dataDir,
    secretKeyFile: env.secretKeyFile,
    extraCaFile: env.extraCaFile,
    sizes: databaseSizes(env.databaseFile),
    space: freeSpaceAt(env.databaseFile),
    retentionDays: env.retentionDays,
    auditRetentionDays: env.auditRetentionDays,
    backups: await describeBackups(parts),
    environment: env.environment,
  };
}

async function describeBackups({ env, connection, backups }: Parts): Promise<BackupFacts> {
  const { folder, everyMs, keep } = env.backup;
  const found = await storedBackups(folder, tagIn(connection.db)).catch(
    (error: NodeJS.ErrnoException) => error,
  );
  const [files, fault] = found instanceof Error ? [[], found] : [found, null];
  const isMissing = fault?.code === "ENOENT";
  const progress = await backups.progress();
  return {
    folder,
    everyMs,
    keep,
    // Before there is such a folder, nobody can know.
    onDataDisk: fault === null && (await isOnDiskOf(env.databaseFile, folder)),
    space: await spaceAt(folder),
    files,
    unreadable: fault === null || isMissing ? null : reasonOf(fault),
    failed: backups.failed,
    underWay: progress && { ...progress, total: bytesToCopy(connection) },
  };
}

async function isOnDiskOf(file: string, folder: string): Promise<boolean> {
  const [one, other] = await Promise.all([stat(file), stat(folder)]).catch(() => []);
  return one !== undefined && one.dev === other?.dev;
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

/** See `VerbContext.findBackup`. */
export async function findBackup({ env, connection }: Omit<Parts, "backups">, name: string) {
  const { folder } = env.backup;
  const found = await storedBackup(folder, name, tagIn(connection.db));
  return found && { ...found, file: join(folder, name) };
}
