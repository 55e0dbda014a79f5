import { randomBytes } from "node:crypto";
import { closeSync, openSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Connection, openAlone, openReader } from "#db/client.ts";
import { refuseNewerSchema } from "#db/migrate.ts";
import {
  BACKUP_AT,
  ENGINE_LOCK,
  installationFact,
  RELEASED,
  setInstallationFact,
} from "#db/queries/installation.ts";
import { tableNames } from "#db/queries/sealed.ts";
import type { Backup } from "#lib/domain/backup.ts";
import { freeSpaceAt } from "#lib/free-space.ts";
import { syncFile } from "#lib/sync-file.ts";
import { check, inWords } from "./check.ts";
import { holdForBackup } from "./hold.ts";
import type { BackupJob } from "./job.ts";
import { removeTemporarySync } from "./remove-temporary.ts";
import { NoRoom, refusalForRoom } from "./room.ts";

/**
 * Makes the backup: one snapshot under a temporary name, without sessions and links, checked, on disk, and only
 * then under its own name. Tells the temporary name before it writes. Throws with a sentence for the operator,
 * and then leaves nothing behind.
 */
export function copyDatabase(job: BackupJob, onTemporary: (file: string) => void): Backup {
  const hold = holdForBackup(job.databaseFile);
  try {
    return copyFrom(openReader(job.databaseFile), job, onTemporary);
  } catch (error) {
    throw inWords(error, job);
  } finally {
    hold.release();
  }
}

function copyFrom(source: Connection, job: BackupJob, onTemporary: (file: string) => void): Backup {
  const { file, secretKeyFile } = job;
  let temporary: string | null = null;
  try {
    refuseNewerSchema(job.databaseFile);
    refuseWithoutRoom(source, job);
    temporary = newTemporary(source, dirname(file));
    onTemporary(temporary);
    const at = snapshot(source, temporary);
    strip(temporary, at);
    const unopened = check(temporary, job.purpose === "backup" ? secretKeyFile : null);
    const bytes = publish(temporary, file);
    return { file, at, bytes, ...(unopened.length > 0 && { unopened }) };
  } finally {
    if (temporary !== null) removeTemporarySync(temporary);
    source.sqlite.close();
  }
}

function refuseWithoutRoom({ sqlite }: Connection, { file, purpose }: BackupJob): void {
  const number = (name: string) => Number(sqlite.pragma(name, { simple: true }));
  const bytes = (number("page_count") - number("freelist_count")) * number("page_size");
  const refusal = refusalForRoom(freeSpaceAt(dirname(file)), bytes, purpose);
  if (refusal !== null) throw new NoRoom(`There is no room for a backup in ${dirname(file)}. ${refusal}`);
}

/**
 * Makes the temporary file, for its owner only. While this process holds the lock, any other of this
 * installation is what a killed backup left: those are removed.
 */
function newTemporary({ db }: Connection, folder: string): string {
  const prefix = `.tocsin-${installationFact(db, "id")?.slice(0, 8) ?? "new"}-`;
  for (const name of readdirSync(folder))
    if (name.startsWith(prefix)) rmSync(join(folder, name), { force: true });
  const temporary = join(folder, `${prefix}${randomBytes(6).toString("hex")}.partial`);
  closeSync(openSync(temporary, "wx", 0o600));
  return temporary;
}

/** Returns when the snapshot began: everything committed before is in it. */
function snapshot({ sqlite }: Connection, temporary: string): number {
  const at = Date.now();
  sqlite.prepare("VACUUM INTO ?").run(temporary);
  return at;
}

const NOT_KEPT = ["sessions", "account_links"];

/** Removes what a backup must not hold, to the byte, and what belongs to the running process. */
function strip(temporary: string, at: number): void {
  const copy = openAlone(temporary);
  try {
    const known = tableNames(copy);
    const stripped = copy.sqlite.transaction(() => {
      for (const table of NOT_KEPT.filter((one) => known.has(one))) copy.sqlite.exec(`DELETE FROM ${table}`);
      setInstallationFact(copy.db, BACKUP_AT, new Date(at).toISOString());
      setInstallationFact(copy.db, ENGINE_LOCK, RELEASED);
    });
    stripped();
  } finally {
    copy.sqlite.close();
  }
}

/** Gives the backup its name. Returns its size in bytes. */
function publish(temporary: string, file: string): number {
  syncFile(temporary);
  renameSync(temporary, file);
  syncFile(dirname(file));
  return statSync(file).size;
}
