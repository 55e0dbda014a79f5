import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import type { Backup } from "#lib/domain/backup.ts";
import type { Env } from "#lib/env.ts";
import type { BackupJob, BackupMessage } from "./job.ts";
import { removeTemporary } from "./remove-temporary.ts";
import { refuseTarget } from "./target.ts";

/** Beyond this, the log would cost more room than a backup should, and take long to copy back. */
const MOST_LOG_BYTES = 2 * 2 ** 30;

type Settings = Pick<Env, "databaseFile" | "secretKeyFile">;
type Options = Partial<Pick<BackupJob, "mostLogBytes">> & {
  signal?: AbortSignal;
  /** Called with the file that grows until the backup is complete. */
  onBegin?: (temporary: string) => void;
};

/**
 * Makes a backup by a process of its own, also while the app runs. A file of that name is replaced once the new
 * backup is checked. Aborting drops it. Throws with a sentence for the operator; then nothing is left behind.
 */
export async function makeBackup(settings: Settings, file: string, options: Options = {}): Promise<Backup> {
  const { databaseFile, secretKeyFile } = settings;
  const { mostLogBytes = MOST_LOG_BYTES } = options;
  const target = refuseTarget(settings, file);
  return await run({ databaseFile, secretKeyFile, file: target, purpose: "backup", mostLogBytes }, options);
}

const PROGRAM = fileURLToPath(new URL("./process.ts", import.meta.url));
const DRIZZLE = new URL("../../../scripts/drizzle-as-cjs.mjs", import.meta.url).href;

async function run(job: BackupJob, { signal, onBegin }: Options): Promise<Backup> {
  signal?.throwIfAborted();
  const child = fork(PROGRAM, [JSON.stringify(job)], {
    execArgv: ["--import", DRIZZLE],
    stdio: ["ignore", "ignore", "pipe", "ipc"],
    // Ctrl-C reaches a terminal's whole process group: this process decides what it means.
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

async function resultOf(child: ChildProcess, onBegin: Options["onBegin"]): Promise<Backup> {
  const messages: BackupMessage[] = [];
  child.on("message", (message: BackupMessage) => {
    messages.push(message);
    if (message.kind === "begins") onBegin?.(message.temporary);
  });
  const output = textOf(child.stderr);
  await once(child, "close");
  const last = messages.at(-1);
  if (last?.kind === "done") return last.backup;
  if (last?.kind === "failed") throw new Error(last.message);
  // A killed process can't tidy up.
  if (last?.kind === "begins") removeTemporary(last.temporary);
  throw new Error(`The backup was broken off: its process ended early. ${await output}`.trimEnd());
}

const MOST_OUTPUT = 2_000;

async function textOf(stream: Readable | null): Promise<string> {
  let text = "";
  for await (const chunk of stream ?? []) text = `${text}${chunk}`.slice(0, MOST_OUTPUT);
  return text;
}
