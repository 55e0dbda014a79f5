import type { Command } from "commander";
import { forgetPlanned, plannedVersion, rememberPlanned } from "#db/queries/planned-config.ts";
import { backTestLines, changeLines, shownOnceLines } from "#lib/domain/config/plan-words.ts";
import { writeDocument } from "#lib/domain/config/write-document.ts";
import { applyConfig } from "#lib/engine/verbs/config/apply.ts";
import { currentConfig } from "#lib/engine/verbs/config/current.ts";
import { planConfig } from "#lib/engine/verbs/config/plan.ts";
import { readDocumentFile } from "./document-file.ts";
import { CliError, type DataFolderAccess } from "./run.ts";

const FILE = ["<file>", "the document, - for standard input"] as const;

/** As of `terraform plan` and of this: a script tells changes from faults by it. */
const WOULD_CHANGE = 2;

export function addConfigCommands(program: Command, folder: DataFolderAccess): void {
  program
    .command("export")
    .description("print the configuration as a YAML document, without secrets")
    .action(async () => {
      const read = folder.use(async ({ db, sqlite }) => sqlite.transaction(() => currentConfig(db))());
      process.stdout.write(writeDocument(await read));
    });
  program
    .command("plan")
    .description(`tell what a document would change; exit with ${WOULD_CHANGE} if anything`)
    .argument(...FILE)
    .action((file: string) => plan(folder, file));
  program
    .command("apply")
    .description("make the configuration what a document describes")
    .argument(...FILE)
    .option("--plan <version>", "refuse another version of the configuration than this one")
    .option("--force", "apply also if the configuration changed since the document was planned")
    .action((file: string, options: ApplyOptions) => apply(folder, file, options));
}

async function plan(folder: DataFolderAccess, file: string): Promise<void> {
  const { document, hash, orPlaced } = readDocumentFile(file);
  const { changes, version, backTest } = await orPlaced(() => folder.run(planConfig, { document }));
  await folder.use(async ({ db }) => rememberPlanned(db, hash, version));
  if (changes.length === 0) print([NO_CHANGES, `Version: ${version}`]);
  else print([...changeLines(changes), "", ...backTestLines(backTest), "", `Version: ${version}`]);
  if (changes.length > 0) process.exitCode = WOULD_CHANGE;
}

type ApplyOptions = { plan?: string; force?: true };

async function apply(folder: DataFolderAccess, file: string, options: ApplyOptions): Promise<void> {
  if (options.plan !== undefined && options.force)
    throw new CliError("Give either --plan or --force, not both.");
  const { document, hash, orPlaced } = readDocumentFile(file);
  const version = options.force
    ? null
    : (options.plan ?? (await folder.use(async ({ db }) => plannedVersion(db, hash))) ?? null);
  const applied = await orPlaced(() => folder.run(applyConfig, { document, version }));
  print(
    applied.changes.length === 0
      ? [NO_CHANGES]
      : [...changeLines(applied.changes), ...shownOnceLines(applied)],
  );
  await folder.use(async ({ db }) => forgetPlanned(db, hash));
}

const NO_CHANGES = "No changes.";

const print = (lines: readonly string[]): void => void process.stdout.write(`${lines.join("\n")}\n`);
