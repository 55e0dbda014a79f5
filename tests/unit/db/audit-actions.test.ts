import { join } from "node:path";
import { expect, test } from "vitest";
import { openWriter } from "#db/client.ts";
import { migrate } from "#db/migrate.ts";
import { AUDIT_ACTIONS } from "#lib/domain/people/audit.ts";
import { copyOfFolder } from "../../support/former-folders.ts";

/** What the audit log called a change before → what it calls it now. */
const RENAMED: [before: string, now: string][] = [
  ["access-requests.set", "access-requests.set"],
  ["alert.set-status", "alerts.set-status"],
  ["alert.set-status-of-many", "alerts.set-status-of-many"],
  ["alerts.set-status-by-job", "alerts.set-status-by-job"],
  ["api_key.create", "api-keys.create"],
  ["api_key.revoke", "api-keys.revoke"],
  ["channel.create", "channels.create"],
  ["channel.delete", "channels.delete"],
  ["channel.rotate_signing_secret", "channels.rotate-signing-secret"],
  ["channel.test", "channels.test"],
  ["channel.trust_certificate", "channels.trust-certificate"],
  ["channel.update", "channels.update"],
  ["delivery.redeliver", "deliveries.redeliver"],
  ["jobs.end", "jobs.end"],
  ["jobs.stop", "jobs.stop"],
  ["key.rotate", "key.rotate"],
  ["rule.create", "rules.create"],
  ["rule.delete", "rules.delete"],
  ["rule.update", "rules.update"],
  ["user.create", "users.create"],
  ["user.reset_password", "users.reset-password"],
  ["user.sign_in", "users.sign-in"],
];

/** The first version's database, with rows of these actions behind its own. */
function upgraded(rows: { action: string; by: string }[]) {
  const folder = copyOfFolder("first-version");
  const connection = openWriter(join(folder.path, "tocsin.db"));
  const { sqlite } = connection;
  const stored = () => sqlite.prepare("SELECT action FROM audit ORDER BY seq").pluck().all() as string[];
  const own = stored();
  const insert = sqlite.prepare("INSERT INTO audit (at, actor_kind, actor_name, action) VALUES (1, ?, ?, ?)");
  for (const { action, by } of rows) insert.run(by, by, action);
  migrate(connection);
  const now = stored();
  sqlite.close();
  folder[Symbol.dispose]();
  return { own, ownNow: now.slice(0, own.length), added: now.slice(own.length) };
}

test("every action that was stored gets the name of its verb", () => {
  const { added } = upgraded(RENAMED.map(([action]) => ({ action, by: "cli" })));
  expect(added).toEqual(RENAMED.map(([, now]) => now));
});

test("the user made by the set-up link gets another action than users made by an admin", () => {
  const action = "user.create";
  const { added } = upgraded([
    { action, by: "nobody" },
    { action, by: "user" },
  ]);
  expect(added).toEqual(["users.set-up", "users.create"]);
});

test("the first version's own rows all get today's names", () => {
  const { own, ownNow } = upgraded([]);
  expect(own).toContain("channel.create");
  const now = new Map(RENAMED);
  expect(ownNow).toEqual(own.map((action) => now.get(action)));
  expect(AUDIT_ACTIONS).toEqual(expect.arrayContaining(ownNow));
});
