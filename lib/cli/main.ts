import { Command } from "commander";
import { visibleLines } from "#lib/domain/visible-text.ts";
import { EnvError } from "#lib/env.ts";
import { addApiKeyCommands } from "./api-key.ts";
import { addKeyCommands } from "./key.ts";
import { CliError } from "./run.ts";
import { addUserCommands } from "./user.ts";

const program = new Command("tocsin")
  .description("Manages a Tocsin data folder (DATA_DIR), also while the app runs on it.")
  .showHelpAfterError("Add --help to see what it takes.");

addApiKeyCommands(program);
addUserCommands(program);
addKeyCommands(program);

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof CliError || error instanceof EnvError)) throw error;
  process.stderr.write(`${visibleLines(error.message)}\n`);
  process.exitCode = 1;
}
