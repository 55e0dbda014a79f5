import { readdirSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { openReader } from "#db/client.ts";
import { installationFact } from "#db/queries/installation.ts";
import { reasonOf } from "#db/storage-fault.ts";
import type { Env } from "#lib/env.ts";
import { NotWritten } from "./backup/not-written.ts";
import { makeFolder } from "./make.ts";

/** The names of the files in BACKUP_DIR: "tocsin-2026-11-29T08-22-48-012Z-1f0c9a3e.db". */
const BEGINNINGS = { scheduled: "tocsin-", "before migration": "before-migration-" } as const;
export type BackupKind = keyof typeof BEGINNINGS;

type Place = Pick<Env, "databaseFile" | "backup">;

/**
 * The file of a new backup in BACKUP_DIR, which is made, for its owner only, where it is missing. Throws with a
 * sentence for the operator.
 */
export function newBackupFile({ databaseFile, backup }: Place, kind: BackupKind): string {
  makeBackupFolder(backup.folder);
  return backupFile(backup.folder, kind, { tag: installationTag(databaseFile), now: Date.now() });
}

function makeBackupFolder(folder: string): void {
  try {
    makeFolder(folder);
  } catch (error) {
    throw new NotWritten(`The folder for backups ${folder} (BACKUP_DIR) can't be made: ${reasonOf(error)}.`, {
      cause: error,
    });
  }
}

/** The start of the installation's id, which the names of its backups end with; "new" before it has one. */
function installationTag(databaseFile: string): string {
  const { db, sqlite } = openReader(databaseFile);
  try {
    return installationFact(db, "id")?.slice(0, 8) ?? "new";
  } finally {
    sqlite.close();
  }
}

type NewFile = { tag: string; now: number };

/** The file of a backup that is made at `now`, ms since 1970. Names sort by time. */
export const backupFile = (folder: string, kind: BackupKind, { tag, now }: NewFile): string =>
  join(folder, `${BEGINNINGS[kind]}${new Date(now).toISOString().replaceAll(/[:.]/g, "-")}-${tag}.db`);

/** Earlier versions' names have no tag. */
const TIME_AND_TAG = /^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-\d{3}Z(?:-([0-9a-z]+))?\.db$/;

/** The files of this kind, also those of other installations, the newest first. */
export const backupFiles = (folder: string, kind: BackupKind): string[] =>
  readdirSync(folder)
    .filter((name) => endOf(name, kind) !== null)
    .sort()
    .reverse()
    .map((name) => join(folder, name));

function endOf(name: string, kind: BackupKind): RegExpExecArray | null {
  return name.startsWith(BEGINNINGS[kind]) ? TIME_AND_TAG.exec(name.slice(BEGINNINGS[kind].length)) : null;
}

/**
 * Removes all but the `keep` newest of those that the installation made, the one just `made` among them: one with a
 * later name was made while the clock was wrong, and counts as older than the others. Call it once `made` is checked.
 * Returns a sentence about each that can't be removed.
 */
export function removeOldest(made: string, kind: BackupKind, keep: number): string[] {
  const folder = dirname(made);
  try {
    const others = backupFiles(folder, kind).filter((file) => file !== made && isOfSame(file, made, kind));
    const isLater = (file: string) => basename(file) > basename(made);
    const newestFirst = [...others.filter((file) => !isLater(file)), ...others.filter(isLater)];
    return newestFirst.slice(keep - 1).flatMap(remove);
  } catch (error) {
    return [`The backups in ${folder} can't be listed, so none was removed: ${reasonOf(error)}.`];
  }
}

function isOfSame(file: string, made: string, kind: BackupKind): boolean {
  const tag = endOf(basename(file), kind)?.[1];
  return tag === undefined || tag === endOf(basename(made), kind)?.[1];
}

function remove(file: string): string[] {
  try {
    rmSync(file, { force: true });
    return [];
  } catch (error) {
    return [`The old backup ${file} can't be removed: ${reasonOf(error)}. Remove it yourself.`];
  }
}
