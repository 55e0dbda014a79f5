import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import type { Backup } from "#lib/domain/backup.ts";
import type { Env } from "#lib/env.ts";
import { ended } from "./ended.ts";
import { holdForBackup } from "./hold.ts";
import type { BackupMessage, BackupTask, MadeBackup } from "./job.ts";
import { removeTemporary } from "./remove-temporary.ts";

/** Beyond this, the log would cost more room than a backup should, and take long to copy back. */
const MOST_LOG_BYTES = 2 * 2 ** 30;

type Settings = Pick<Env, "databaseFile" | "secretKeyFile">;
export type BackupOptions = Partial<Pick<BackupTask, "mostLogBytes">> & {
  /** Aborting drops the backup. */
  signal?: AbortSignal;
  /** Called with the file that grows until the backup is complete. */
  onBegin?: (temporary: string) => void;
};

/**
 * Makes a backup by a process of its own, also while the app runs. A file of that name is replaced once the new
 * backup is checked. Throws with a sentence for the operator; then nothing is left behind.
 */
export async function makeBackup(
  settings: Settings,
  file: string,
  options: BackupOptions = {},
): Promise<Backup> {
  return (await run(settings, { file: resolve(file) }, options)).backup;
}

/**
 * Makes a backup in BACKUP_DIR by a process of its own, and only then removes the oldest beyond those to keep. This
 * process touches nothing there. Returns also what the operator must know. Throws with a sentence for the operator.
 */
export const backUpIntoFolder = (
  settings: Settings & Pick<Env, "backup">,
  options: BackupOptions = {},
): Promise<MadeBackup> => {
  const { folder, keep } = settings.backup;
  return run(settings, { folder, keep }, options);
};

const PROGRAM = fileURLToPath(new URL("./process.ts", import.meta.url));
const DRIZZLE = new URL("../../../scripts/drizzle-as-cjs.mjs", import.meta.url).href;

async function run(
  { databaseFile, secretKeyFile }: Settings,
  into: BackupTask["into"],
  { signal, onBegin, mostLogBytes = MOST_LOG_BYTES }: BackupOptions,
): Promise<MadeBackup> {
  const task: BackupTask = { databaseFile, secretKeyFile, into, mostLogBytes };
  signal?.throwIfAborted();
  // The process takes a while to start, and who asks for a backup should be told at once.
  holdForBackup(databaseFile).release();
  const child = fork(PROGRAM, [JSON.stringify(task)], {
    execArgv: ["--import", DRIZZLE],
    stdio: ["ignore", "ignore", "pipe", "ipc"],
    // Makes a process group of its own. Ctrl-C reaches a terminal's whole group: this process decides what it means.
    detached: true,
  });
  const drop = () => child.kill("SIGTERM");
  signal?.addEventListener("abort", drop);
  try {
    return await resultOf(child, onBegin);
  } finally {
    signal?.removeEventListener("abort", drop);
  }
}

async function resultOf(child: ChildProcess, onBegin: BackupOptions["onBegin"]): Promise<MadeBackup> {
  const messages: BackupMessage[] = [];
  child.on("message", (message: BackupMessage) => {
    messages.push(message);
    if (message.kind === "begins") onBegin?.(message.temporary);
  });
  const output = textOf(child.stderr);
  // Its output is closed only with that of the copying.
  await Promise.all([once(child, "close"), ended(child).then(() => killRest(child))]);
  const last = messages.at(-1);
  if (last?.kind === "done") return last.made;
  if (last?.kind === "failed") throw new Error(last.message);
  // A killed process can't tidy up.
  if (last?.kind === "begins") await removeTemporary(last.temporary).catch(() => {});
  throw new Error(`The backup was broken off: its process ended early. ${await output}`.trimEnd());
}

/** Kills what a killed process leaves of its group: nobody else would end or continue the copying. */
function killRest({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid, "SIGKILL");
  } catch {
    // Nothing is left of it.
  }
}

const MOST_OUTPUT = 2_000;

async function textOf(stream: Readable | null): Promise<string> {
  let text = "";
  for await (const chunk of stream ?? []) text = `${text}${chunk}`.slice(0, MOST_OUTPUT);
  return text;
}
