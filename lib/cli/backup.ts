import type { Command } from "commander";
import { openWriter } from "#db/client.ts";
import { setLastBackup } from "#db/queries/last-backup.ts";
import { makeBackup } from "#lib/data-folder/backup/make.ts";
import { requireInstallation } from "#lib/data-folder/folder-use.ts";
import { type Backup, unopenedSentence } from "#lib/domain/backup.ts";
import { bytesInWords } from "#lib/domain/bytes.ts";
import { type Env, readEnv } from "#lib/env.ts";
import { orCliError } from "./run.ts";

export function addBackupCommand(program: Command): void {
  program
    .command("backup")
    .description("copy the database into one file, also while the app runs")
    .argument("<file>", "where the backup goes; a backup of that name is replaced")
    .action(async (file: string) => {
      const env = readEnv();
      const backup = await orCliError(() => backUp(env, file));
      const { file: made, at, bytes } = backup;
      const warning = unopenedSentence(backup);
      if (warning !== null) process.stderr.write(`${warning}\n`);
      process.stdout.write(
        `Backed up to ${made} (${bytesInWords(bytes)}): all that was stored before ${new Date(at).toISOString()}, checked. It holds no sessions, no links and not the key file: store a copy of ${env.secretKeyFile} too, as only that opens the secrets in it.\n`,
      );
    });
}

async function backUp(env: Env, file: string) {
  requireInstallation(env);
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stop.abort());
  const backup = await makeBackup(env, file, { signal: stop.signal });
  noteBackup(env, backup);
  return backup;
}

/** How long the note waits for the app's own writes, ms. */
const BUSY_TIMEOUT_MS = 10_000;

/** The app makes its own backups by this. An older database stays as it is until the app starts on it. */
export function noteBackup({ databaseFile }: Env, backup: Backup): void {
  const connection = openWriter(databaseFile, BUSY_TIMEOUT_MS);
  try {
    setLastBackup(connection.db, backup);
  } finally {
    connection.sqlite.close();
  }
}
