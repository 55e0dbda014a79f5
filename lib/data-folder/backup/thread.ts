import { parentPort, workerData } from "node:worker_threads";
import { unopenedSentence } from "#lib/domain/backup.ts";
import { copyDatabase } from "./copy.ts";
import { newBackupFile, removeOldest } from "./files.ts";
import type { BackupMessage, BackupTask, MadeBackup } from "./job.ts";
import { refuseTarget } from "./target.ts";

/* Does the work in a thread, because SQLite's copying holds up a thread until its end. */

const tell = (message: BackupMessage): void => parentPort?.postMessage(message);

try {
  tell({ kind: "done", made: make(workerData) });
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
