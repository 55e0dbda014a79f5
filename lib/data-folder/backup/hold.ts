import { realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Hold, holdFile } from "#db/lock.ts";
import { ANOTHER_BACKUP } from "#lib/domain/backup.ts";

/** Keeps every other backup of this database away, also those of other processes. Throws if one is being made. */
export const holdForBackup = (databaseFile: string): Hold =>
  holdFile(join(dirname(realpathSync(databaseFile)), "backup.lock"), ANOTHER_BACKUP);
