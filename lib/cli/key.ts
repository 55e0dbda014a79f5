import type { Command } from "commander";
import { rotateKey } from "#lib/data-folder/rotate-key.ts";
import { readEnv } from "#lib/env.ts";
import { CliError, type DataFolderAccess } from "./run.ts";

export function addKeyCommands(program: Command, folder: DataFolderAccess): void {
  program
    .command("key")
    .description("the key file that seals secrets")
    .command("rotate")
    .description("seal every secret by a new key and drop the old one; a rotation that was cut off goes on")
    .action(async () => {
      const { secretKeyFile } = readEnv();
      const resealed = await folder.use(async (connection) =>
        rotateOrSayWhy(() =>
          rotateKey(connection, secretKeyFile, (done) =>
            process.stderr.write(`${done} secrets sealed anew\n`),
          ),
        ),
      );
      process.stdout.write(
        `Rotated: ${resealed} secrets are sealed by the new key. Store a copy of ${secretKeyFile}; everybody signs in again after the next start.\n`,
      );
    });
}

/**
 * Says what to do about a damaged secret. It stops the rotation with both keys in the file, so nothing is
 * lost and the rotation can go on.
 */
function rotateOrSayWhy(rotate: () => number): number {
  try {
    return rotate();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CliError(`${reason} Enter that secret again, then run this again: the rotation goes on.`);
  }
}
