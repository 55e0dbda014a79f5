import type { ChildProcess } from "node:child_process";
import { open, stat } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";

/** How long the copying goes on between two rests, and how long a rest is at least, ms. */
const WORK_MS = 4;
const REST_MS = 16;
/** How often it is put on disk where it does not rest, ms. */
const THROUGH_MS = 200;
/** For how long after a commit the next one is expected, ms. */
const BUSY_MS = 1_000;
/** The share of the largest log that may be used at the begin, and how much more at the end of the copying. */
const LOG_SHARE = { begin: 1 / 8, more: 1 / 2 };

type Pace = {
  /** With links resolved. */
  databaseFile: string;
  /** The backup is broken off if SQLite's log passes this size. */
  mostLogBytes: number;
  /** The file that grows. */
  temporary: string;
};

/**
 * Lets the app's commits go first: as long as others commit, the copying stops again and again while what it has
 * written is put on disk. In large parts, that would hold up each commit that falls into one.
 */
export async function pace(copier: ChildProcess, what: Pace): Promise<void> {
  while (copier.exitCode === null && copier.signalCode === null) {
    if (await mayRest(what)) {
      await pause(WORK_MS);
      copier.kill("SIGSTOP");
      await Promise.all([writeThrough(what.temporary), pause(REST_MS)]);
      copier.kill("SIGCONT");
    } else {
      await pause(THROUGH_MS);
      await writeThrough(what.temporary);
    }
  }
}

/**
 * Whether somebody committed just now, and SQLite's log, which can't begin anew before the end of the copying, does
 * not grow too fast for it.
 */
async function mayRest({ databaseFile, mostLogBytes, temporary }: Pace): Promise<boolean> {
  const [database, copy, log] = await Promise.all(
    [databaseFile, temporary, `${databaseFile}-wal`].map((file) => stat(file).catch(() => null)),
  );
  if (!log || Date.now() - log.mtimeMs > BUSY_MS) return false;
  const copied = copy && database ? copy.size / database.size : 0;
  return log.size < mostLogBytes * (LOG_SHARE.begin + LOG_SHARE.more * copied);
}

async function writeThrough(file: string): Promise<void> {
  try {
    await using handle = await open(file, "r");
    await handle.datasync();
  } catch {
    // The copying finds out itself what is wrong with the disk.
  }
}
