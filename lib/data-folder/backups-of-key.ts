import { existsSync } from "node:fs";
import { openReader } from "#db/client.ts";
import { sealedByEachKey } from "#db/queries/sealed.ts";
import { isSealedByRing, type KeyRing } from "#lib/seal.ts";
import { backupFiles } from "./backup/files.ts";

/** The backups in the folder whose secrets these keys don't open, and those that can't be read, newest first. */
export const backupsNotOpenedBy = (ring: KeyRing, folder: string): string[] =>
  existsSync(folder)
    ? [...backupFiles(folder, "scheduled"), ...backupFiles(folder, "before migration")].filter(
        (file) => !opens(ring, file),
      )
    : [];

function opens(ring: KeyRing, file: string): boolean {
  try {
    const connection = openReader(file);
    try {
      return sealedByEachKey(connection).every((envelope) => isSealedByRing(ring, envelope));
    } finally {
      connection.sqlite.close();
    }
  } catch {
    return false;
  }
}
