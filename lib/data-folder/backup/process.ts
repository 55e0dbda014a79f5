import { open } from "node:fs/promises";
import { constants, setPriority } from "node:os";
import { Worker } from "node:worker_threads";
import { databaseSizes } from "#lib/database-size.ts";
import { bytesInWords } from "#lib/domain/bytes.ts";
import type { BackupMessage, BackupTask } from "./job.ts";
import { removeTemporary } from "./remove-temporary.ts";

/*
 * The backup process: a thread copies, and this one watches. It ends with the process that started it, however
 * that ends. Its own end is always a kill, because a thread inside SQLite can't be stopped.
 */

/** How often it looks at the log, and puts what was copied on disk, ms. */
const LOOK_MS = 200;
/** How long one that is dropped may take to tidy up, ms. The next backup removes what it leaves. */
const TIDY_MS = 1_000;

const task: BackupTask = JSON.parse(process.argv[2] ?? "");
let temporary: string | null = null;

// The app's own work goes first.
setPriority(constants.priority.PRIORITY_LOW);
process.on("disconnect", () => drop(null));
process.on("SIGTERM", () => drop(null));
const sizeBefore = logSize();
const thread = new Worker(new URL("./thread.ts", import.meta.url), { workerData: task });
thread.on("message", (message: BackupMessage) => {
  if (message.kind !== "begins") return end(message);
  temporary = message.temporary;
  process.send?.(message);
});
thread.on("error", (error) => drop({ kind: "failed", message: String(error) }));
setTimeout(look, LOOK_MS);

async function look(): Promise<void> {
  if (logSize() > Math.max(task.mostLogBytes, sizeBefore))
    return drop({
      kind: "failed",
      message: `The backup was broken off: meanwhile SQLite's log grew beyond ${bytesInWords(task.mostLogBytes)}. Try again when fewer alerts arrive, or put the backup on a faster disk.`,
    });
  if (temporary !== null) await writeThrough(temporary);
  setTimeout(look, LOOK_MS);
}

function logSize(): number {
  return databaseSizes(task.databaseFile).log;
}

/** Writes to disk in small parts: a large one at the end would hold up the app's own commits. */
async function writeThrough(file: string): Promise<void> {
  const handle = await open(file, "r").catch(() => null);
  await handle?.datasync().catch(() => {});
  await handle?.close();
}

/** Ends at once and leaves nothing behind, unless its folder does not answer. */
function drop(message: BackupMessage | null): void {
  setTimeout(() => end(message), TIDY_MS);
  const tidied = temporary === null ? Promise.resolve() : removeTemporary(temporary);
  tidied.catch(() => {}).finally(() => end(message));
}

function end(message: BackupMessage | null): void {
  const kill = () => process.kill(process.pid, "SIGKILL");
  if (message === null || !process.connected) kill();
  else process.send?.(message, kill);
}
