import { AlertNote } from "#components/ui/alert-note.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { unopenedSentence } from "#lib/domain/backup.ts";
import type { SystemFacts, SystemView } from "#lib/domain/system/facts.ts";
import { visibleText } from "#lib/domain/visible-text.ts";
import { FollowBackup } from "./follow-backup.tsx";

type Props = { facts: SystemFacts; view: SystemView; now: number };

/** What an admin should know about the backups: one that is being made, one that failed, one disk for all. */
export function BackupNotes({ facts: { backups }, view, now }: Props) {
  const { failedBackup, lastBackup } = view;
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
      {view.proof === null && backups.files.length > 0 && (
        <AlertNote title="You can't download backups with this account">
          <p>
            A download asks for the password or a code of the second factor again, and your account has
            neither: you sign in another way. Make a copy on the server instead, with a file of your choice:
          </p>
          <code className="mt-1 block font-mono text-sm">{view.commandLine} backup FILE</code>
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
