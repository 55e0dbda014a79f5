import { fork } from "node:child_process";
import { realpathSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { databaseSizes } from "#lib/database-size.ts";
import { bytesInWords } from "#lib/domain/bytes.ts";
import { ended } from "./ended.ts";
import type { BackupMessage, BackupTask } from "./job.ts";
import { pace } from "./pace.ts";
import { removeTemporary } from "./remove-temporary.ts";

/*
 * The backup process: another one below it copies, and this one watches and paces that. It ends with the process
 * that started it, however that ends, and the copying ends with it.
 */

/** How often it looks at the log, ms. */
const LOOK_MS = 200;
/** How long one that is dropped may take to tidy up, ms. The next backup removes what it leaves. */
const TIDY_MS = 1_000;

const task: BackupTask = JSON.parse(process.argv[2] ?? "");
/** SQLite's log stands beside the file that a link leads to. */
const databaseFile = realpathSync(task.databaseFile);
const mostLogBytes = Math.max(task.mostLogBytes, logSize());
// Before the copying begins, which nobody else could end.
process.on("disconnect", () => drop(null));
process.on("SIGTERM", () => drop(null));
const copier = fork(fileURLToPath(new URL("./copier.ts", import.meta.url)), process.argv.slice(2), {
  stdio: ["ignore", "ignore", "inherit", "ipc"],
});
const copierEnded = ended(copier);
let said: BackupMessage | null = null;
let dropped = false;

copier.on("message", (message: BackupMessage) => {
  said = message;
  if (message.kind !== "begins" || dropped) return;
  process.send?.(message);
  pace(copier, { databaseFile, mostLogBytes, temporary: message.temporary });
});
// It may rest once more between its last words and its end.
copierEnded.then(
  () => {
    if (!dropped) end(lastWords());
  },
  (error) => end({ kind: "failed", message: `The copying could not be started: ${error}` }),
);
setInterval(look, LOOK_MS);

function look(): void {
  if (logSize() > mostLogBytes)
    drop({
      kind: "failed",
      message: `The backup was broken off: meanwhile SQLite's log grew beyond ${bytesInWords(task.mostLogBytes)}. Try again when fewer alerts arrive, or put the backup on a faster disk.`,
    });
}

function logSize(): number {
  return databaseSizes(databaseFile).log;
}

/** How the copying came out; null before that. */
function lastWords(): BackupMessage | null {
  return said?.kind === "begins" ? null : said;
}

/** Ends at once and leaves nothing behind, unless the backup's folder does not answer. */
function drop(message: BackupMessage | null): void {
  // Nothing is left to drop.
  if (dropped || lastWords() !== null) return;
  dropped = true;
  // Also one that rests is killed at once.
  copier.kill("SIGKILL");
  setTimeout(() => end(message), TIDY_MS);
  copierEnded
    .then(tidy)
    .catch(() => {})
    .finally(() => end(message));
}

async function tidy(): Promise<void> {
  if (said?.kind === "begins") await removeTemporary(said.temporary);
}

/** By a kill, because a thread that waits for a folder can't be stopped. */
function end(message: BackupMessage | null): void {
  const kill = () => process.kill(process.pid, "SIGKILL");
  if (message === null || !process.connected) kill();
  else process.send?.(message, kill);
}
