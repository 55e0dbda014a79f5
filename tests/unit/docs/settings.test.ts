import { globSync, readFileSync } from "node:fs";
import { relative } from "node:path";
import { expect, test } from "vitest";
import { SECRET_SETTINGS, SETTING_ROWS } from "#lib/domain/setting-list.ts";
import { shownSettings } from "#lib/domain/system/environment.ts";
import { readEnv } from "#lib/env.ts";
import { root } from "../../support/markdown.ts";

const listed = SETTING_ROWS.flatMap(({ names }) => names);

/** Read before the app itself starts, by the program that unpacks it. */
const BEFORE_THE_APP = ["UNPACK_DIR"];

/** Where the built pages are: set by Tocsin's own scripts, not by operators. */
const INTERNAL = ["TOCSIN_BUILD_DIR"];

/** How often each variable is asked for. */
function asked(read: (environment: Record<string, string>) => unknown): Map<string, number> {
  const times = new Map<string, number>();
  const environment = new Proxy({} as Record<string, string>, {
    get: (_, name) => {
      times.set(String(name), (times.get(String(name)) ?? 0) + 1);
      return undefined;
    },
  });
  read(environment);
  return times;
}

/** Every variable that the start asks the environment for, not only to show it on the System page. */
function namesRead(): string[] {
  const toShow = asked(shownSettings);
  return [...asked(readEnv)]
    .filter(([name, times]) => times > (toShow.get(name) ?? 0))
    .map(([name]) => name)
    .filter((name) => !INTERNAL.includes(name));
}

test("the list of settings names exactly what the start reads", () => {
  expect(listed.filter((name) => !BEFORE_THE_APP.includes(name)).sort()).toEqual(namesRead().sort());
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
