import type { ConfigDocument } from "#lib/domain/config/document.ts";
import type { Actor } from "#lib/domain/people/actor.ts";
import { currentConfig } from "#lib/engine/verbs/config/current.ts";
import { inDatabase } from "../../../support/database.ts";
import { type AuditWorld, SECRETS } from "./audit-world.ts";

const CLI: Actor = { kind: "cli" };

export const plan = (world: AuditWorld, document: unknown) => world.run("config.plan", { document }, CLI);

export const apply = (world: AuditWorld, document: unknown, version: string | null = null) =>
  world.run("config.apply", { document, version }, CLI);

export const exported = (world: AuditWorld): Required<ConfigDocument> =>
  structuredClone(currentConfig(world.engine.context.db)) as Required<ConfigDocument>;

/** All that is stored, but for what time alone changes. */
export const everything = ({ env }: AuditWorld): unknown[] =>
  inDatabase(env.dataDir, (sqlite) =>
    ["channels", "channel_secrets", "channel_versions", "rules", "sources", "source_secrets", "users"]
      .concat("access_request_events", "audit", "account_links", "mutes")
      .map((table) => sqlite.prepare(`SELECT * FROM ${table}`).all()),
  );

/** What a refusal says: each issue as `path: message`. */
export async function faultsOf(refused: Promise<unknown>): Promise<string[]> {
  const error = await refused.then(
    () => null,
    (reason) => reason,
  );
  if (error === null) throw new Error("It was not refused.");
  return error.issues.map(({ path, message }: { path: string; message: string }) => `${path}: ${message}`);
}

export const withSecrets = ({ receiver }: AuditWorld) => ({
  name: "Jira",
  url: `${receiver.url}/hook/{{TOKEN}}`,
  url_secrets: [{ replacement: "TOKEN", value: SECRETS.url }],
  auth: { type: "basic", username: "ada", password: SECRETS.password },
  headers: [{ name: "X-Api-Key", value: SECRETS.header, sensitive: true }],
});

export const plain = ({ receiver }: AuditWorld, name: string) => ({ name, url: `${receiver.url}/${name}` });

export const MAIL = { email: "bob@example.com", name: "Bob", role: "operator" as const };

/** A document with something of every kind. */
export const document = (world: AuditWorld) => ({
  channels: [
    withSecrets(world),
    {
      ...plain(world, "Ops"),
      enabled: false,
      verify_ssl: false,
      format: { type: "jira_automation", webhook_token: "jira-s3cret" },
      headers: [{ name: "X-Team", value: "ops", sensitive: false }],
      retry_schedule: [],
      max_in_flight: 1,
      auto_disable: false,
    },
  ],
  rules: [
    {
      name: "Disks",
      channels: ["jira", "Ops"],
      filters: {
        match: "any",
        conditions: [
          { field: "details.disk", operator: "exists" },
          { field: "priority", operator: "is_one_of", value: ["High", "Critical"] },
          { field: "details.free", operator: "less_than", value: 5 },
        ],
      },
      events: ["disk_full"],
      statuses: ["Resolved", "Open"],
      set_priority: "High",
      auto_resolve_minutes: 5,
    },
    { name: "Nights", enabled: false, channels: [], expression: 'alert_title == "x"', only_on_change: true },
    { name: "Everything", channels: "all" },
  ],
  access_requests: [{ channel: "OPS", events: ["access_management_access_request"] }],
  sources: [
    {
      name: "Sensors",
      for_each: "body.all",
      fields: { alert_title: "item.title", alert_id: "item.id" },
      repeats: "send",
    },
    { type: "prometheus", ignore_labels: ["pod"] },
    { type: "sentry", secret: "sentry-s3cret" },
  ],
  users: [MAIL],
});
