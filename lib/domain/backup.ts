/**
 * A backup that was made and checked. It holds everything that was committed before `at` (ms since 1970). `unopened`:
 * whose secrets the key file doesn't open, in words, if there are such.
 */
export type Backup = { file: string; at: number; bytes: number; unopened?: string[] };

/** The facts of the installation that remember the last backup, and its failure. */
export const LAST_BACKUP = "last_backup";
export const FAILED_BACKUP = "failed_backup";

/** A backup in BACKUP_DIR that its name says of itself. Times in ms since 1970. */
export type StoredBackup = { name: string; kind: BackupKind; at: number; bytes: number };

/** Backups by the clock and by hand are of one kind: the oldest of them goes. */
export type BackupKind = "scheduled" | "before migration";

/** What to do about secrets that no key opens; null if there are none. */
export const unopenedSentence = ({ unopened }: Backup): string | null =>
  unopened === undefined
    ? null
    : `The key file does not open the secrets of: ${unopened.join(", ")}. Enter them again: the backup holds them, but nobody can use them.`;

/** Why a backup isn't begun; it is no failure. */
export const ANOTHER_BACKUP = "Another backup is being made: wait for its end.";

/** A backup that failed at `at` (ms since 1970), with a sentence for the operator. */
export type FailedBackup = { at: number; why: string };

/** After a failure, the next try comes this much later, ms. */
const TRY_AGAIN_MS = 10 * 60_000;

/**
 * Whether a backup is due at `now`. `from`: the last good one; `everyMs`: the time between two. All times in ms. A
 * time in the future, because the clock was set back, counts as over.
 * @example isBackupDue({ everyMs: 10, from: 0, failedAt: null }, 10) === true
 */
export function isBackupDue(
  { everyMs, from, failedAt }: { everyMs: number; from: number; failedAt: number | null },
  now: number,
): boolean {
  const isOver = (since: number, ms: number) => now < since || now - since >= ms;
  return isOver(from, everyMs) && (failedAt === null || isOver(failedAt, Math.min(TRY_AGAIN_MS, everyMs)));
}

/**
 * When the next backup is due, ms since 1970; a time in the past means soon. Null if none is made by the clock.
 * @example nextBackupAt({ everyMs: 10, from: 5, failedAt: null }) === 15
 */
export function nextBackupAt({
  everyMs,
  from,
  failedAt,
}: {
  everyMs: number | null;
  from: number | null;
  failedAt: number | null;
}): number | null {
  if (everyMs === null) return null;
  const again = failedAt === null ? 0 : failedAt + Math.min(TRY_AGAIN_MS, everyMs);
  return Math.max((from ?? 0) + everyMs, again);
}
