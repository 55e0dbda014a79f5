import { globSync, readFileSync } from "node:fs";
import { relative } from "node:path";
import { expect, test } from "vitest";
import { SECRET_SETTINGS, SETTING_ROWS } from "#lib/domain/setting-list.ts";
import { readEnv } from "#lib/env.ts";
import { root } from "../../support/markdown.ts";

const listed = SETTING_ROWS.flatMap(({ names }) => names);

/** Where the built pages are: set by Tocsin's own scripts, not by operators. */
const INTERNAL = ["TOCSIN_BUILD_DIR"];

/** Every variable that the start asks the environment for. */
function namesRead(): string[] {
  const names = new Set<string>();
  const environment = new Proxy({} as Record<string, string>, {
    get: (_, name) => {
      names.add(String(name));
      return undefined;
    },
  });
  readEnv(environment);
  return [...names].filter((name) => !INTERNAL.includes(name));
}

test("the list of settings names exactly what the start reads", () => {
  expect(listed.toSorted()).toEqual(namesRead().sort());
});

test("nothing else of the app reads the environment", () => {
  const direct = globSync(["{app,components,db,lib}/**/*.{ts,tsx}", "server.ts"], { cwd: root }).flatMap(
    (file) =>
      [...readFileSync(root + file, "utf8").matchAll(/process\.env(?:\.|\[")(\w+)/g)].map(([, name]) => name),
  );
  expect(direct.filter((name) => !listed.includes(name ?? ""))).toEqual([]);
});

test("each variable is listed once, and each secret is one of them", () => {
  expect(new Set(listed).size).toBe(listed.length);
  expect(listed).toEqual(expect.arrayContaining([...SECRET_SETTINGS]));
});

test("the defaults that it tells are those that count", () => {
  const told = Object.fromEntries(
    SETTING_ROWS.map(({ names, fallback }) => [names[0], fallback.replaceAll("`", "")]),
  );
  const { port, host, dataDir, outbound, backup, ...env } = readEnv({});
  expect(told).toMatchObject({
    PORT: `${port}, ${host}`,
    DATA_DIR: `./${relative(process.cwd(), dataDir)}`,
    SECRET_KEY_FILE: env.secretKeyFile.replace(dataDir, "DATA_DIR"),
    BACKUP_DIR: backup.folder.replace(dataDir, "DATA_DIR"),
    BACKUP_EVERY: `${Number(backup.everyMs) / 3_600_000}h`,
    BACKUP_KEEP: String(backup.keep),
    OUTBOUND: outbound.outbound,
    PASSWORD_SIGN_IN: env.passwordSignIn ? "on" : "off",
    REQUIRE_SECOND_FACTOR: env.requireSecondFactor ? "on" : "off",
    RETENTION_DAYS: String(env.retentionDays),
    AUDIT_RETENTION_DAYS: String(env.auditRetentionDays),
    LOG_LEVEL: env.logLevel,
  });
});
