import type { Command } from "commander";
import { listApiKeys } from "#db/queries/api-keys.ts";
import { SCOPES } from "#lib/domain/people/actor.ts";
import type { ApiKeyView } from "#lib/domain/people/api-key.ts";
import { visibleText } from "#lib/domain/visible-text.ts";
import { createApiKey } from "#lib/engine/verbs/api-keys/create.ts";
import { revokeApiKey } from "#lib/engine/verbs/api-keys/revoke.ts";
import { JSON_OPTION, type ListOptions, moment, printJson } from "./json.ts";
import type { DataFolderAccess } from "./run.ts";
import { date, printTable } from "./table.ts";

export function addApiKeyCommands(program: Command, folder: DataFolderAccess): void {
  const keys = program.command("api-key").description("API keys of internal tools and scripts");
  keys
    .command("create")
    .description("make a key and print it, this once")
    .requiredOption("--name <name>", "what uses it")
    .requiredOption("--scopes <list>", `of ${SCOPES.join(",")}`)
    .action(async ({ name, scopes }: { name: string; scopes: string }) => {
      const { key } = await folder.run(createApiKey, {
        name,
        scopes: scopes.split(",").map((scope) => scope.trim()),
      });
      process.stdout.write(`${key}\n`);
    });
  keys
    .command("list")
    .description("list all keys, never the keys themselves")
    .option(...JSON_OPTION)
    .action(async ({ json }: ListOptions) => {
      const rows = await folder.use(({ db }) => listApiKeys(db));
      if (json) printJson(rows.map(asJson));
      else printTable(["ID", "NAME", "KEY", "SCOPES", "CREATED", "LAST USED", "STATE"], rows.map(cells));
    });
  keys
    .command("revoke <id>")
    .description("revoke a key by its id or its name: the next request with it is refused")
    .action(async (id: string) => {
      const { name } = await folder.run(revokeApiKey, { id });
      process.stdout.write(`Revoked ${visibleText(name)}.\n`);
    });
}

function cells({ id, name, hint, scopes, createdAt, lastUsedAt, revokedAt }: ApiKeyView): string[] {
  const used = lastUsedAt === null ? "never" : date(lastUsedAt);
  return [id, name, `${hint}…`, scopes.join(","), date(createdAt), used, stateOf(revokedAt)];
}

const stateOf = (revokedAt: number | null): string => (revokedAt === null ? "in force" : "revoked");

const asJson = ({ id, name, hint, scopes, createdAt, lastUsedAt, revokedAt }: ApiKeyView) => ({
  id,
  name,
  hint,
  scopes,
  state: stateOf(revokedAt),
  created_at: moment(createdAt),
  last_used_at: moment(lastUsedAt),
  revoked_at: moment(revokedAt),
});
