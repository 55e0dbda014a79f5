import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { Backup, FailedBackup } from "#lib/domain/backup.ts";

type Props = { last: Backup | null; failed: FailedBackup | null; now: number };

/** How the backups are, in a few words. */
export function BackupState({ last, failed, now }: Props) {
  if (failed !== null) return "The last backup failed";
  if (last === null) return "No backup yet";
  return (
    <>
      Last backup <RelativeTime at={last.at} now={now} />
    </>
  );
}
