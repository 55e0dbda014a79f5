import type { Command } from "commander";
import { backUpIntoFolder } from "#lib/data-folder/backup/make.ts";
import { backupsNotOpenedBy } from "#lib/data-folder/backups-of-key.ts";
import { rotateKey } from "#lib/data-folder/rotate-key.ts";
import { type Env, readEnv } from "#lib/env.ts";
import { keepOldKeys, readKeyRing } from "#lib/seal.ts";
import { noteBackup } from "./backup.ts";
import { CliError, type DataFolderAccess } from "./run.ts";

type Options = { drop?: boolean };

export function addKeyCommands(program: Command, folder: DataFolderAccess): void {
  program
    .command("key")
    .description("the key file that seals secrets")
    .command("rotate")
    .description("seal every secret by a new key and make a backup; a rotation that was cut off goes on")
    .option("--drop", "keep no copy of the old key: backups that need it are then lost")
    .action(async ({ drop = false }: Options) => {
      const env = readEnv();
      const { resealed, kept } = await rotate(env, folder, drop);
      process.stdout.write(
        `Rotated: ${resealed} secrets are sealed by the new key. Store a copy of ${env.secretKeyFile}; everybody signs in again after the next start.\n`,
      );
      tellOldBackups(env, kept);
      await backUpAnew(env);
    });
}

async function rotate(
  { secretKeyFile }: Env,
  folder: DataFolderAccess,
  drop: boolean,
): Promise<{ resealed: number; kept: string | null }> {
  let kept: string | null = null;
  const resealed = await folder.use(async (connection) =>
    rotateOrSayWhy(() =>
      rotateKey(
        connection,
        secretKeyFile,
        (done) => process.stderr.write(`${done} secrets sealed anew\n`),
        ([, ...old]) => {
          if (!drop) kept = keepOldKeys(secretKeyFile, old, Date.now());
        },
      ),
    ),
  );
  return { resealed, kept };
}

/**
 * Says what to do about a damaged secret. It stops the rotation with both keys in the file, so nothing is
 * lost and the rotation can go on.
 */
function rotateOrSayWhy(rotateAll: () => number): number {
  try {
    return rotateAll();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CliError(`${reason} Enter that secret again, then run this again: the rotation goes on.`);
  }
}

function tellOldBackups({ secretKeyFile, backup }: Env, kept: string | null): void {
  const old = backupsNotOpenedBy(readKeyRing(secretKeyFile), backup.folder);
  const lines = [
    ...(kept === null ? [] : [`The old key is kept in ${kept}: remove it once no backup needs it.`]),
    ...(old.length === 0 ? [] : ["These backups need the old key:", ...old.map((file) => `  ${file}`)]),
  ];
  for (const line of lines) process.stdout.write(`${line}\n`);
}

/** The backups so far need the old key. */
async function backUpAnew(env: Env): Promise<void> {
  try {
    const { backup, warnings } = await backUpIntoFolder(env);
    noteBackup(env, backup);
    for (const warning of warnings) process.stderr.write(`${warning}\n`);
    process.stdout.write(`A new backup was made: ${backup.file}.\n`);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CliError(`The key was rotated, but no new backup could be made: ${reason}`);
  }
}
