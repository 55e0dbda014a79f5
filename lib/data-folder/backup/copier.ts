import { unopenedSentence } from "#lib/domain/backup.ts";
import { copyDatabase } from "./copy.ts";
import { newBackupFile, removeOldest } from "./files.ts";
import type { BackupMessage, BackupTask, MadeBackup } from "./job.ts";
import { refuseTarget } from "./target.ts";

/* Copies in a process of its own, because only a process can be stopped and killed while SQLite copies. */

const tell = (message: BackupMessage): void => {
  process.send?.(message);
};

try {
  tell({ kind: "done", made: make(JSON.parse(process.argv[2] ?? "")) });
} catch (error) {
  tell({ kind: "failed", message: error instanceof Error ? error.message : String(error) });
}

/** Every step that touches the place of the backup: it may be on another machine that does not answer. */
function make({ into, ...task }: BackupTask): MadeBackup {
  const named =
    "file" in into
      ? into.file
      : newBackupFile({ databaseFile: task.databaseFile, folder: into.folder }, "scheduled");
  const file = refuseTarget(task, named);
  const onTemporary = (temporary: string) => tell({ kind: "begins", temporary });
  const backup = copyDatabase({ ...task, file, purpose: "backup" }, onTemporary);
  const removed = "file" in into ? [] : removeOldest(file, "scheduled", into.keep);
  return { backup, warnings: [unopenedSentence(backup) ?? [], removed].flat() };
}
