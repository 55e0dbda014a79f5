import { readdirSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { type Db, openReader } from "#db/client.ts";
import { installationFact } from "#db/queries/installation.ts";
import { reasonOf } from "#db/storage-fault.ts";
import type { BackupKind } from "#lib/domain/backup.ts";
import type { Env } from "#lib/env.ts";
import { makeFolder } from "#lib/make-folder.ts";
import { NotWritten } from "./not-written.ts";

/** The names of the files in BACKUP_DIR: "tocsin-2026-11-29T08-22-48-012Z-1f0c9a3e.db". */
const BEGINNINGS: Readonly<Record<BackupKind, string>> = {
  scheduled: "tocsin-",
  "before migration": "before-migration-",
};

/** `folder`: BACKUP_DIR. */
type Place = Pick<Env, "databaseFile"> & { folder: string };

/**
 * The file of a new backup in BACKUP_DIR, which is made, for its owner only, where it is missing. Throws with a
 * sentence for the operator.
 */
export function newBackupFile({ databaseFile, folder }: Place, kind: BackupKind): string {
  makeBackupFolder(folder);
  return backupFile(folder, kind, { tag: installationTag(databaseFile), now: Date.now() });
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
    return tagIn(db);
  } finally {
    sqlite.close();
  }
}

/** The same, of an open database. */
export const tagIn = (db: Db): string => installationFact(db, "id")?.slice(0, 8) ?? "new";

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

/** What the name of a backup says of it; null for any other file. `tag` is null in earlier versions' names. */
export function readBackupName(name: string): { kind: BackupKind; at: number; tag: string | null } | null {
  for (const kind of KINDS) {
    const end = endOf(name, kind);
    if (end === null) continue;
    const [text, tag = null] = end;
    const at = timeOf(text);
    // No clock shows a 45th of a month: somebody gave the file this name.
    return Number.isNaN(at) ? null : { kind, at, tag };
  }
  return null;
}

const KINDS = Object.keys(BEGINNINGS) as BackupKind[];

/** "2026-11-29T08-22-48-012Z…" in ms since 1970. */
const timeOf = (text: string): number =>
  Date.parse(text.replace(/^(.{13})-(.{2})-(.{2})-(.{3})Z.*$/s, "$1:$2:$3.$4Z"));

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
