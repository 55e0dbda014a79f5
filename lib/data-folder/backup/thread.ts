import { parentPort, workerData } from "node:worker_threads";
import { copyDatabase } from "./copy.ts";
import type { BackupJob, BackupMessage } from "./job.ts";

/* Does the work in a thread, because SQLite's copying holds up a thread until its end. */

const tell = (message: BackupMessage): void => parentPort?.postMessage(message);

const job: BackupJob = workerData;
try {
  const backup = copyDatabase(job, (temporary) => tell({ kind: "begins", temporary }));
  tell({ kind: "done", backup });
} catch (error) {
  tell({ kind: "failed", message: error instanceof Error ? error.message : String(error) });
}
