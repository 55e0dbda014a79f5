import type { Command } from "commander";
import { type Restored, type RestoreOptions, restore } from "#lib/data-folder/restore/restore.ts";
import { readEnv } from "#lib/env.ts";
import { CliError, orCliError } from "./run.ts";

export function addRestoreCommand(program: Command): void {
  program
    .command("restore")
    .description(
      "put a backup in the place of the database, while the app is stopped; what was there is kept",
    )
    .argument("<file>", "the backup")
    .option(
      "--key <file>",
      "the key file of the backup's time, if it was rotated since: secrets are sealed anew",
    )
    .option("--without-secrets", "restore although the key file is lost: every webhook is disabled")
    .action(async (file: string, { key, withoutSecrets }: { key?: string; withoutSecrets?: boolean }) => {
      if (key !== undefined && withoutSecrets)
        throw new CliError("Give either --key or --without-secrets, not both.");
      const options: RestoreOptions = {
        ...(key !== undefined && { oldKeyFile: key }),
        without: withoutSecrets === true,
      };
      const restored = await orCliError(() => restore(readEnv(), file, options));
      for (const warning of restored.warnings) process.stderr.write(`${warning}\n`);
      process.stdout.write(`${sentences(file, restored).join("\n")}\n`);
    });
}

function sentences(file: string, restored: Restored): string[] {
  const { kept, held, keysOff, unreadable, lost, hasAdmin } = restored;
  return [
    `Restored ${file}, ${times(restored)}. Everybody signs in again; invites and reset links are void.`,
    ...(kept === null ? [] : [`What was there is kept as ${kept}.`]),
    ...(unreadable === null
      ? []
      : [
          `It could not be read: ${unreadable}. Check the users: who was disabled or deleted since the backup has access again.`,
        ]),
    ...(held === 0
      ? []
      : [
          `Deliveries held: ${held}. Some may have been sent after the backup: an admin sends or discards them on the page Deliveries.`,
        ]),
    ...(keysOff === 0
      ? []
      : [
          `API keys off: ${keysOff}. Nobody knows whether they were revoked since: an admin turns them on under Settings > API Keys.`,
        ]),
    ...(lost === null ? [] : lostSentences(lost)),
    ...(hasAdmin
      ? []
      : ["There is no active admin: make one by `user create --email EMAIL --name NAME --role admin`."]),
  ];
}

/** What a replicator recovered was made just now, however old its data is. */
function times({ backupAt, newestAt }: Restored): string {
  const made = `made at ${new Date(backupAt).toISOString()}`;
  return newestAt === null
    ? made
    : `${made}; its newest event or change is of ${new Date(newestAt).toISOString()}`;
}

function lostSentences({ all, channels, sources, users }: NonNullable<Restored["lost"]>): string[] {
  return [
    all
      ? `Without secrets: every webhook is disabled, and each says what to enter again (${channels.size}).`
      : `Some secrets are given up, because no key opens them. Webhooks that are disabled and say what to enter again: ${channels.size}.`,
    ...(sources.length === 0
      ? []
      : [`These sources check no signature until their secret is entered again: ${sources.join(", ")}.`]),
    ...(users.length === 0 ? [] : [`These users have no second factor any more: ${users.join(", ")}.`]),
  ];
}
