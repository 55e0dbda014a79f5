import { statSync } from "node:fs";
import { open } from "node:fs/promises";
import { constants, setPriority } from "node:os";
import { Worker } from "node:worker_threads";
import { bytesInWords } from "#lib/domain/bytes.ts";
import type { BackupJob, BackupMessage } from "./job.ts";
import { removeTemporary } from "./remove-temporary.ts";

/*
 * The backup process: a thread copies, and this one watches. It ends with the process that started it, however
 * that ends. Its own end is always a kill, because a thread inside SQLite can't be stopped.
 */

/** How often it looks at the log, and puts what was copied on disk, ms. */
const LOOK_MS = 200;

const job: BackupJob = JSON.parse(process.argv[2] ?? "");
let temporary: string | null = null;

// The app's own work goes first.
setPriority(constants.priority.PRIORITY_LOW);
process.on("disconnect", () => drop(null));
process.on("SIGTERM", () => drop(null));
const sizeBefore = logSize();
const thread = new Worker(new URL("./thread.ts", import.meta.url), { workerData: job });
thread.on("message", (message: BackupMessage) => {
  if (message.kind !== "begins") return end(message);
  temporary = message.temporary;
  process.send?.(message);
});
thread.on("error", (error) => drop({ kind: "failed", message: String(error) }));
setTimeout(look, LOOK_MS);

async function look(): Promise<void> {
  if (logSize() > Math.max(job.mostLogBytes, sizeBefore))
    return drop({
      kind: "failed",
      message: `The backup was broken off: meanwhile SQLite's log grew beyond ${bytesInWords(job.mostLogBytes)}. Try again when fewer alerts arrive, or put the backup on a faster disk.`,
    });
  if (temporary !== null) await writeThrough(temporary);
  setTimeout(look, LOOK_MS);
}

function logSize(): number {
  return statSync(`${job.databaseFile}-wal`, { throwIfNoEntry: false })?.size ?? 0;
}

/** Writes to disk in small parts: a large one at the end would hold up the app's own commits. */
async function writeThrough(file: string): Promise<void> {
  const handle = await open(file, "r").catch(() => null);
  await handle?.datasync().catch(() => {});
  await handle?.close();
}

/** Ends at once and leaves nothing behind. */
function drop(message: BackupMessage | null): void {
  if (temporary !== null) removeTemporary(temporary);
  end(message);
}

function end(message: BackupMessage | null): void {
  const kill = () => process.kill(process.pid, "SIGKILL");
  if (message === null || !process.connected) kill();
  else process.send?.(message, kill);
}
