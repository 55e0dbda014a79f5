import { realpathSync, type Stats, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { openReader } from "#db/client.ts";
import { BACKUP_AT, installationFact } from "#db/queries/installation.ts";
import type { Env } from "#lib/env.ts";
import { realFile } from "#lib/real-file.ts";

type Own = Pick<Env, "databaseFile" | "secretKeyFile">;

/**
 * The file that a backup goes to, with links resolved. Throws with a sentence for the operator if its folder is
 * missing, if it is one of Tocsin's own files, or if a file of that name is no backup.
 */
export function refuseTarget(own: Own, file: string): string {
  const folder = dirname(resolve(file));
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw new Error(`There is no folder ${folder}: make it first, or name another file.`);
  const existing = statSync(file, { throwIfNoEntry: false });
  const target = existing ? realpathSync(file) : join(realpathSync(folder), basename(file));
  if (ownFiles(own).some((one) => isSame(one, target, existing)))
    throw new Error(`${target} belongs to Tocsin itself: name another file for the backup.`);
  if (existing && !isReplaceable(target, existing))
    throw new Error(`${target} exists and is no backup of Tocsin: name another file.`);
  return target;
}

function ownFiles({ databaseFile, secretKeyFile }: Own): string[] {
  const database = realFile(databaseFile);
  const beside = ["installed", "engine.lock", "backup.lock"].map((name) => join(dirname(database), name));
  const logs = ["-wal", "-shm", "-journal"].map((end) => `${database}${end}`);
  return [databaseFile, database, ...logs, ...beside, secretKeyFile];
}

/** Whether both are one file, by its name or by another name of it. */
function isSame(own: string, target: string, existing: Stats | undefined): boolean {
  if (own === target) return true;
  const stats = statSync(own, { throwIfNoEntry: false });
  return (
    stats !== undefined && existing !== undefined && stats.ino === existing.ino && stats.dev === existing.dev
  );
}

/** A device, which looks empty, would be replaced too where root makes the backup. */
const isReplaceable = (file: string, existing: Stats): boolean =>
  existing.isFile() && (existing.size === 0 || isBackup(file));

/** Whether the file is a backup that `makeBackup` made. */
function isBackup(file: string): boolean {
  try {
    return readBackupTime(file) !== null;
  } catch {
    return false;
  }
}

/** When a backup was made, ms since 1970; null if the file is a database, but no backup. Throws if it is none. */
function readBackupTime(file: string): number | null {
  const { db, sqlite } = openReader(file);
  try {
    const at = installationFact(db, BACKUP_AT);
    return at === undefined ? null : Date.parse(at);
  } finally {
    sqlite.close();
  }
}
