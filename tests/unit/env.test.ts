import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { type Env, EnvError, readEnv } from "#lib/env.ts";
import { temporaryFolder } from "../support/folder.ts";

const password = "correct horse battery";

describe("what is not set has its default", () => {
  const defaults: Env = {
    port: 3000,
    host: "0.0.0.0",
    dataDir: resolve("data"),
    databaseFile: resolve("data/tocsin.db"),
    secretKeyFile: resolve("data/secret.key"),
    baseUrl: null,
    trustedProxies: undefined,
    admin: null,
    outbound: { outbound: "private", allow: undefined, deny: undefined },
    retentionDays: 30,
    logLevel: "info",
  };

  test("nothing set", () => {
    expect(readEnv({})).toMatchObject(defaults);
  });

  test("an empty value is none", () => {
    const names = [
      "PORT",
      "HOST",
      "DATA_DIR",
      "BASE_URL",
      "TRUSTED_PROXIES",
      "ADMIN_EMAIL",
      "ADMIN_PASSWORD",
      "ADMIN_PASSWORD_FILE",
    ];
    const more = [
      "SECRET_KEY_FILE",
      "OUTBOUND",
      "OUTBOUND_ALLOW",
      "OUTBOUND_DENY",
      "RETENTION_DAYS",
      "LOG_LEVEL",
    ];
    expect(readEnv(Object.fromEntries([...names, ...more].map((name) => [name, ""])))).toMatchObject(
      defaults,
    );
  });
});

describe("what is set counts", () => {
  test.each<[Record<string, string>, Partial<Env>]>([
    [{ PORT: "0" }, { port: 0 }],
    [{ PORT: "65535" }, { port: 65_535 }],
    [{ HOST: "127.0.0.1" }, { host: "127.0.0.1" }],
    [{ HOST: "::" }, { host: "::" }],
    [
      { DATA_DIR: "/srv/tocsin" },
      {
        dataDir: "/srv/tocsin",
        databaseFile: "/srv/tocsin/tocsin.db",
        secretKeyFile: "/srv/tocsin/secret.key",
      },
    ],
    [{ DATA_DIR: "/srv/tocsin", SECRET_KEY_FILE: "/etc/tocsin.key" }, { secretKeyFile: "/etc/tocsin.key" }],
    [{ TRUSTED_PROXIES: "loopback, 10.0.0.0/8" }, { trustedProxies: "loopback, 10.0.0.0/8" }],
    [{ BASE_URL: "https://tocsin.example.com" }, { baseUrl: "https://tocsin.example.com" }],
    [{ BASE_URL: "https://tocsin.example.com:8443/" }, { baseUrl: "https://tocsin.example.com:8443" }],
    [
      { ADMIN_EMAIL: "ada@example.com", ADMIN_PASSWORD: password },
      { admin: { email: "ada@example.com", password } },
    ],
    [{ OUTBOUND: "public" }, { outbound: { outbound: "public", allow: undefined, deny: undefined } }],
    [
      { OUTBOUND_ALLOW: "10.0.0.0/8", OUTBOUND_DENY: "10.1.0.0/16,10.2.0.0/16" },
      { outbound: { outbound: "private", allow: "10.0.0.0/8", deny: "10.1.0.0/16,10.2.0.0/16" } },
    ],
    [{ RETENTION_DAYS: "1" }, { retentionDays: 1 }],
    [{ LOG_LEVEL: "silent" }, { logLevel: "silent" }],
  ])("%j", (source, env) => {
    expect(readEnv(source)).toMatchObject(env);
  });

  test("the password from a file, without the line break at its end", () => {
    using folder = temporaryFolder();
    const file = join(folder.path, "password");
    writeFileSync(file, `${password}\r\n`);
    expect(readEnv({ ADMIN_EMAIL: "ada@example.com", ADMIN_PASSWORD_FILE: file }).admin).toEqual({
      email: "ada@example.com",
      password,
    });
  });
});

/** The one line with which these settings are refused. */
function refusalOf(source: Record<string, string>): string {
  try {
    readEnv(source);
  } catch (error) {
    expect(error).toBeInstanceOf(EnvError);
    return (error as EnvError).message;
  }
  throw new Error("They were taken.");
}

describe("a value that is off is told in one line that names it", () => {
  test.each<[name: string, source: Record<string, string>]>([
    ["PORT", { PORT: "http" }],
    ["PORT", { PORT: "-1" }],
    ["PORT", { PORT: "65536" }],
    ["PORT", { PORT: "3000.5" }],
    ["PORT", { PORT: "0x10" }],
    ["PORT", { PORT: " 3000" }],
    ["PORT", { PORT: "3000\n4000" }],
    ["BASE_URL", { BASE_URL: "tocsin.example.com" }],
    ["BASE_URL", { BASE_URL: "ftp://tocsin.example.com" }],
    ["BASE_URL", { BASE_URL: "https://example.com/tocsin" }],
    ["BASE_URL", { BASE_URL: "https://example.com/?a=1" }],
    ["BASE_URL", { BASE_URL: "https://example.com/#a" }],
    ["BASE_URL", { BASE_URL: "https://ada:secret@example.com" }],
    ["BASE_URL", { BASE_URL: "https://" }],
    ["ADMIN_EMAIL", { ADMIN_PASSWORD: password }],
    ["ADMIN_EMAIL", { ADMIN_EMAIL: "ada", ADMIN_PASSWORD: password }],
    ["ADMIN_PASSWORD", { ADMIN_EMAIL: "ada@example.com" }],
    ["ADMIN_PASSWORD", { ADMIN_EMAIL: "ada@example.com", ADMIN_PASSWORD: "short" }],
    ["ADMIN_PASSWORD_FILE", { ADMIN_EMAIL: "ada@example.com", ADMIN_PASSWORD_FILE: "/does/not/exist" }],
    [
      "ADMIN_PASSWORD_FILE",
      { ADMIN_EMAIL: "a@example.com", ADMIN_PASSWORD: password, ADMIN_PASSWORD_FILE: "/x" },
    ],
    ["OUTBOUND", { OUTBOUND: "all" }],
    ["OUTBOUND_ALLOW", { OUTBOUND_ALLOW: "10.0.0.0/33" }],
    ["TRUSTED_PROXIES", { TRUSTED_PROXIES: "10.0.0.0/33" }],
    ["TRUSTED_PROXIES", { TRUSTED_PROXIES: "loopback,proxy.example.com" }],
    ["OUTBOUND_ALLOW", { OUTBOUND_ALLOW: "example.com" }],
    ["OUTBOUND_DENY", { OUTBOUND_DENY: "10.0.0.0/8;10.1.0.0/16" }],
    ["RETENTION_DAYS", { RETENTION_DAYS: "0" }],
    ["RETENTION_DAYS", { RETENTION_DAYS: "forever" }],
    ["RETENTION_DAYS", { RETENTION_DAYS: "36501" }],
    ["LOG_LEVEL", { LOG_LEVEL: "INFO" }],
    ["LOG_LEVEL", { LOG_LEVEL: "verbose" }],
  ])("%s: %j", (name, source) => {
    const line = refusalOf(source);
    expect(line).toMatch(new RegExp(`\\b${name}\\b`));
    expect(line).not.toMatch(/[\r\n]/);
  });

  test.each(["OUTBOUND_ALLOW", "OUTBOUND_DENY", "TRUSTED_PROXIES"])("%s is named once", (name) => {
    expect(refusalOf({ [name]: "10.0.0.0/33" }).split(name)).toHaveLength(2);
  });

  test("ADMIN_PASSWORD_FILE that is a folder", () => {
    using folder = temporaryFolder();
    const file = join(folder.path, "password");
    mkdirSync(file);
    expect(refusalOf({ ADMIN_EMAIL: "ada@example.com", ADMIN_PASSWORD_FILE: file })).toMatch(
      /^ADMIN_PASSWORD_FILE\b/,
    );
  });

  test("a password is never repeated", () => {
    expect(refusalOf({ ADMIN_EMAIL: "ada@example.com", ADMIN_PASSWORD: "hunter2" })).not.toContain("hunter2");
    expect(refusalOf({ ADMIN_PASSWORD: "hunter2-hunter2" })).not.toContain("hunter2");
  });
});
