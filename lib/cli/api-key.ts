import type { Command } from "commander";
import { listApiKeys } from "#db/queries/api-keys.ts";
import { createApiKey } from "#lib/api-keys/create.ts";
import { revokeApiKey } from "#lib/api-keys/revoke.ts";
import { SCOPES } from "#lib/domain/actor.ts";
import type { ApiKeyView } from "#lib/domain/api-key.ts";
import { visibleText } from "#lib/domain/visible-text.ts";
import { run, withDataFolder } from "./run.ts";
import { date, printTable } from "./table.ts";

export function addApiKeyCommands(program: Command): void {
  const keys = program.command("api-key").description("API keys of internal tools and scripts");
  keys
    .command("create")
    .description("make a key and print it, this once")
    .requiredOption("--name <name>", "what uses it")
    .requiredOption("--scopes <list>", `of ${SCOPES.join(",")}`)
    .action(async ({ name, scopes }: { name: string; scopes: string }) => {
      const { key } = await run(createApiKey, {
        name,
        scopes: scopes.split(",").map((scope) => scope.trim()),
      });
      process.stdout.write(`${key}\n`);
    });
  keys
    .command("list")
    .description("list all keys, never the keys themselves")
    .action(async () => {
      const rows = await withDataFolder(({ db }) => listApiKeys(db));
      printTable(["ID", "NAME", "KEY", "SCOPES", "CREATED", "LAST USED", "STATE"], rows.map(cells));
    });
  keys
    .command("revoke <id>")
    .description("revoke a key by its id or its name: the next request with it is refused")
    .action(async (id: string) => {
      const { name } = await run(revokeApiKey, { id });
      process.stdout.write(`Revoked ${visibleText(name)}.\n`);
    });
}

function cells({ id, name, hint, scopes, createdAt, lastUsedAt, revokedAt }: ApiKeyView): string[] {
  const used = lastUsedAt === null ? "never" : date(lastUsedAt);
  return [
    id,
    name,
    `${hint}…`,
    scopes.join(","),
    date(createdAt),
    used,
    revokedAt === null ? "in force" : "revoked",
  ];
}
