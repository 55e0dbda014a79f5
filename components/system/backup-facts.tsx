import { KeyValue, KeyValues } from "#components/ui/key-values.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { bytesInWords } from "#lib/domain/bytes.ts";
import { freeInWords } from "#lib/domain/own/storage.ts";
import type { SystemFacts, SystemView } from "#lib/domain/system/facts.ts";
import { BackUpNow } from "./back-up-now.tsx";
import { BackupList } from "./backup-list.tsx";
import { BackupNotes } from "./backup-notes.tsx";
import { Path } from "./path.tsx";
import type { SystemActions } from "./system-actions.ts";
import { Titled } from "./titled.tsx";
import { everyInWords } from "./words.ts";

type Props = { facts: SystemFacts; view: SystemView; now: number; actions: SystemActions };

/** When the last backup was made, where backups lie, and what else has to be saved. */
export function BackupFacts({ facts, view, now, actions }: Props) {
  const { backups, secretKeyFile } = facts;
  return (
    <Titled
      title="Backups"
      description="Each is one file with everything but the key file, sessions and links."
      action={<BackUpNow underWay={backups.underWay !== null} backUpNow={actions.backUpNow} />}
    >
      <BackupNotes facts={facts} view={view} now={now} />
      <KeyValues>
        <KeyValue label="Last good backup">
          <LastBackup view={view} now={now} />
        </KeyValue>
        <KeyValue label="Next">
          <Next backups={backups} at={view.nextBackupAt} now={now} />
        </KeyValue>
        <KeyValue label="Folder">
          <Path text={backups.folder} />
          {backups.space !== null && (
            <span className="text-muted"> with {freeInWords(backups.space)} free</span>
          )}
        </KeyValue>
        <KeyValue label="Kept">
          The newest {backups.keep.toLocaleString("en")}, and the last 2 from before a migration
        </KeyValue>
        <KeyValue label="Key file">
          <Path text={secretKeyFile} />
          <span className="block text-muted">
            It is in no backup. Keep a copy of it elsewhere, apart from the backups: without it nobody can
            open the secrets in them.
          </span>
        </KeyValue>
      </KeyValues>
      {backups.files.length > 0 && (
        <BackupList files={backups.files} proof={view.proof} now={now} allow={actions.allowDownload} />
      )}
    </Titled>
  );
}

function LastBackup({ view: { lastBackup }, now }: Pick<Props, "view" | "now">) {
  if (lastBackup === null) return "None yet";
  return (
    <>
      <RelativeTime at={lastBackup.at} now={now} />
      <span className="text-muted">, {bytesInWords(lastBackup.bytes)}, </span>
      <Path text={lastBackup.file} />
    </>
  );
}

type NextProps = { backups: SystemFacts["backups"]; at: number | null; now: number };

function Next({ backups: { everyMs, underWay }, at, now }: NextProps) {
  if (underWay !== null) return "Being made now";
  if (everyMs === null || at === null) return "None by the clock, as BACKUP_EVERY is off";
  return (
    <>
      {at <= now ? "Soon" : <RelativeTime at={at} now={now} />}
      <span className="text-muted">, {everyInWords(everyMs)}</span>
    </>
  );
}
