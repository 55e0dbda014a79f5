import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";

/** The names of the files in BACKUP_DIR: "tocsin-2026-11-29T08-22-48-012Z.db". */
const BEGINNINGS = { scheduled: "tocsin-", "before migration": "before-migration-" } as const;
export type BackupKind = keyof typeof BEGINNINGS;

/** The file of a backup that is made at `now`, ms since 1970. Names sort by time. */
export const backupFile = (folder: string, kind: BackupKind, now: number): string =>
  join(folder, `${BEGINNINGS[kind]}${new Date(now).toISOString().replaceAll(/[:.]/g, "-")}.db`);

const TIME = /^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-\d{3}Z\.db$/;

/** The files of this kind, the newest first. */
export const backupFiles = (folder: string, kind: BackupKind): string[] =>
  readdirSync(folder)
    .filter((name) => name.startsWith(BEGINNINGS[kind]) && TIME.test(name.slice(BEGINNINGS[kind].length)))
    .sort()
    .reverse()
    .map((name) => join(folder, name));

/** Removes all but the `keep` newest. Call it once a new one is checked. */
export function removeOldest(folder: string, kind: BackupKind, keep: number): void {
  for (const file of backupFiles(folder, kind).slice(keep)) rmSync(file);
}
