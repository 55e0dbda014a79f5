import { AlertNote } from "#components/ui/alert-note.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { unopenedSentence } from "#lib/domain/backup.ts";
import type { SystemFacts, SystemView } from "#lib/domain/system/facts.ts";
import { visibleText } from "#lib/domain/visible-text.ts";
import { FollowBackup } from "./follow-backup.tsx";

type Props = { facts: SystemFacts; view: SystemView; now: number };

/** What an admin should know about the backups: one that is being made, one that failed, one disk for all. */
export function BackupNotes({ facts: { backups }, view: { failedBackup, lastBackup }, now }: Props) {
  const unopened = lastBackup && unopenedSentence(lastBackup);
  return (
    <>
      {backups.underWay !== null && <FollowBackup progress={backups.underWay} />}
      {failedBackup !== null && (
        <AlertNote tone="warning" title="The last backup failed">
          <RelativeTime at={failedBackup.at} now={now} />: {visibleText(failedBackup.why)}
        </AlertNote>
      )}
      {backups.unreadable !== null && (
        <AlertNote tone="warning" title="The folder of the backups can't be read">
          {backups.unreadable}: check BACKUP_DIR and its rights.
        </AlertNote>
      )}
      {unopened && (
        <AlertNote tone="warning" title="The last backup holds secrets that nobody can open">
          {unopened}
        </AlertNote>
      )}
      {backups.onDataDisk && (
        <AlertNote title="The backups are on the disk of the data">
          They don't protect against losing that disk: set BACKUP_DIR to a folder on another one, or copy them
          elsewhere.
        </AlertNote>
      )}
    </>
  );
}
