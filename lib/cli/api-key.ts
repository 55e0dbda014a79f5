import type { Command } from "commander";
import { listApiKeys } from "#db/queries/api-keys.ts";
import { SCOPES } from "#lib/domain/people/actor.ts";
import { type ApiKeyState, type ApiKeyView, apiKeyState } from "#lib/domain/people/api-key.ts";
import { visibleText } from "#lib/domain/visible-text.ts";
import { createApiKey } from "#lib/engine/verbs/api-keys/create.ts";
import { revokeApiKey } from "#lib/engine/verbs/api-keys/revoke.ts";
import { turnOnApiKeys } from "#lib/engine/verbs/api-keys/turn-on.ts";
import { JSON_OPTION, type ListOptions, moment, printJson } from "./json.ts";
import type { DataFolderAccess } from "./run.ts";
import { date, printTable } from "./table.ts";

type CreateOptions = {
  name: string;
  scopes: string;
  expires?: string;
  addresses?: string;
  perMinute?: string;
  namespace?: string;
};

export function addApiKeyCommands(program: Command, folder: DataFolderAccess): void {
  const keys = program.command("api-key").description("API keys of internal tools and scripts");
  keys
    .command("create")
    .description("make a key and print it, this once")
    .requiredOption("--name <name>", "what uses it")
    .requiredOption("--scopes <list>", `of ${SCOPES.join(",")}`)
    .option("--expires <time>", "when it ends: 90d, 12h, 30m, or 2027-01-31T09:00:00Z; default: never")
    .option("--addresses <list>", "the addresses and CIDR ranges it may be used from; default: all")
    .option("--per-minute <count>", "how many requests it may make in any 60 s; default: no limit")
    .option("--namespace <name>", "part of the ids of its alerts; default: made from the name")
    .action(async (options: CreateOptions) => {
      const { key } = await folder.run(createApiKey, wantedBy(options));
      process.stdout.write(`${key}\n`);
    });
  keys
    .command("list")
    .description("list all keys, never the keys themselves")
    .option(...JSON_OPTION)
    .action(async ({ json }: ListOptions) => {
      const now = Date.now();
      const rows = await folder.use(({ db }) => listApiKeys(db, now));
      if (json) printJson(rows.map((row) => asJson(row, now)));
      else
        printTable(
          HEADERS,
          rows.map((row) => cells(row, now)),
        );
    });
  keys
    .command("revoke <id>")
    .description("revoke a key by its id or its name: the next request with it is refused")
    .action(async (id: string) => {
      const { name } = await folder.run(revokeApiKey, { id });
      process.stdout.write(`Revoked ${visibleText(name)}.\n`);
    });
  keys
    .command("turn-on")
    .description("turn on all keys that are off since a backup was restored")
    .action(async () => {
      const { keys: many } = await folder.run(turnOnApiKeys, undefined);
      process.stdout.write(`Turned on: ${many} API ${many === 1 ? "key" : "keys"}.\n`);
    });
}

const wantedBy = ({ scopes, perMinute, ...options }: CreateOptions) => ({
  ...options,
  scopes: scopes.split(",").map((scope) => scope.trim()),
  ...(perMinute !== undefined && { per_minute: perMinute }),
});

const HEADERS = [
  "ID",
  "NAME",
  "KEY",
  "SCOPES",
  "NAMESPACE",
  "ADDRESSES",
  "PER MINUTE",
  "CREATED",
  "BY",
  "LAST USED",
  "EXPIRES",
  "STATE",
];

function cells(key: ApiKeyView, now: number): string[] {
  return [
    key.id,
    key.name,
    `${key.hint}…`,
    key.scopes.join(","),
    key.namespace,
    key.addresses?.join(",") ?? "all",
    key.perMinute === null ? "no limit" : String(key.perMinute),
    date(key.createdAt),
    key.createdBy ?? "unknown",
    key.lastUsedAt === null ? "never" : dayOf(key.lastUsedAt),
    key.expiresAt === null ? "never" : date(key.expiresAt),
    STATES[apiKeyState(key, now)],
  ];
}

const STATES: Record<ApiKeyState, string> = {
  active: "in force",
  off: "off",
  expired: "expired",
  revoked: "revoked",
};

/** The UTC day of a moment: "2026-11-29". */
const dayOf = (moment: number): string => new Date(moment).toISOString().slice(0, 10);

const asJson = (key: ApiKeyView, now: number) => ({
  id: key.id,
  name: key.name,
  hint: key.hint,
  scopes: key.scopes,
  namespace: key.namespace,
  addresses: key.addresses,
  per_minute: key.perMinute,
  state: STATES[apiKeyState(key, now)],
  created_at: moment(key.createdAt),
  created_by: key.createdBy,
  last_used_on: key.lastUsedAt === null ? null : dayOf(key.lastUsedAt),
  expires_at: moment(key.expiresAt),
  revoked_at: moment(key.revokedAt),
});
