import { databaseSizes } from "#lib/database-size.ts";
import type { SystemFacts } from "#lib/domain/system/facts.ts";
import type { Env } from "#lib/env.ts";
import { freeSpaceAt } from "#lib/free-space.ts";
import { TOCSIN_VERSION } from "#lib/tocsin-version.ts";
import type { BackupFolder } from "./backup-folder.ts";

type Parts = { env: Env; backupFolder: Pick<BackupFolder, "describe"> };

/** What the process was started with, and what its folders hold now. */
export async function describeSystem({
  env,
  backupFolder,
}: Parts): Promise<Omit<SystemFacts, "committedAgoMs">> {
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
    backups: await backupFolder.describe(),
    environment: env.environment,
  };
}
