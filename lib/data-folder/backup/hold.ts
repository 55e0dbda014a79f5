import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Hold, holdFile } from "#db/lock.ts";
import { ANOTHER_BACKUP } from "#lib/domain/backup.ts";
import { realFile } from "#lib/real-file.ts";

/** Keeps every other backup of this database away, also those of other processes. Throws if one is being made. */
export function holdForBackup(databaseFile: string): Hold {
  try {
    return holdFile(lockFileOf(databaseFile), ANOTHER_BACKUP);
  } catch (error) {
    continueAbandoned(databaseFile);
    throw error;
  }
}

const lockFileOf = (databaseFile: string): string => join(dirname(realFile(databaseFile)), "backup.lock");

/**
 * Continues a backup that rests since every process was killed that would have continued or ended it. Until its end
 * SQLite's log can't shrink, and no other backup can be made. A backup that is being made does not mind.
 */
export function continueAbandoned(databaseFile: string): void {
  try {
    const { ino } = statSync(lockFileOf(databaseFile), { bigint: true });
    // "1: POSIX  ADVISORY  WRITE 4242 fe:00:131073 1073741824 1073742335": the process, and the file.
    for (const line of readFileSync("/proc/locks", "utf8").split("\n")) {
      const [, , , , pid = "", file] = line.split(/\s+/);
      if (file?.split(":").at(2) === String(ino) && isCopier(pid)) process.kill(Number(pid), "SIGCONT");
    }
  } catch {
    // There never was a backup, the system does not tell, or the process has ended.
  }
}

const isCopier = (pid: string): boolean =>
  existsSync(`/proc/${pid}/cmdline`) &&
  /backup\/copier\.[jt]s/.test(readFileSync(`/proc/${pid}/cmdline`, "utf8"));
