import { Command } from "commander";
import { visibleLines } from "#lib/domain/visible-text.ts";
import { EnvError } from "#lib/env.ts";
import { isOneFile } from "#lib/one-file.ts";
import { TOCSIN_VERSION } from "#lib/tocsin-version.ts";
import { addApiKeyCommands } from "./api-key.ts";
import { addBackupCommand } from "./backup.ts";
import { addConfigCommands } from "./config.ts";
import { addKeyCommands } from "./key.ts";
import { addRestoreCommand } from "./restore.ts";
import { CliError, dataFolder } from "./run.ts";
import { addUserCommands } from "./user.ts";

// The reader of the output may stop reading, as `head` does; the command still runs to its end.
for (const stream of [process.stdout, process.stderr])
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });

const program = new Command("tocsin")
  .description("Manages a Tocsin data folder (DATA_DIR), also while the app runs on it.")
  .version(TOCSIN_VERSION, "--version")
  .option("--init", "make the installation first, where DATA_DIR holds none")
  .configureHelp({ showGlobalOptions: true })
  .showHelpAfterError("Add --help to see what it takes.");

const folder = dataFolder(() => program.opts().init === true);
// The one file runs the app itself for this: it never comes here.
if (isOneFile) program.command("start").description("run the app; also what happens without a command");
addApiKeyCommands(program, folder);
addUserCommands(program, folder);
addKeyCommands(program, folder);
addConfigCommands(program, folder);
addBackupCommand(program);
addRestoreCommand(program);

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof CliError || error instanceof EnvError)) throw error;
  process.stderr.write(`${visibleLines(error.message)}\n`);
  process.exitCode = 1;
}
