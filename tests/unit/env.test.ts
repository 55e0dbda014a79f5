import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { generate } from "selfsigned";
import { describe, expect, test } from "vitest";
import { type Env, EnvError, readEnv } from "#lib/env.ts";
import { temporaryFolder } from "../support/folder.ts";

const password = "correct horse battery";

const defaults: Env = {
  port: 3000,
  host: "0.0.0.0",
  dataDir: resolve("data"),
  databaseFile: resolve("data/tocsin.db"),
  buildFolder: ".next",
  secretKeyFile: resolve("data/secret.key"),
  baseUrl: null,
  trustedProxies: undefined,
  metricsAllow: undefined,
  admin: null,
  requireSecondFactor: false,
  oidc: null,
  passwordSignIn: true,
  outbound: { outbound: "private", allow: undefined, deny: undefined },
  backup: { folder: resolve("data/backups"), everyMs: 86_400_000, keep: 7, migrateWithoutCopy: false },
  heartbeatUrl: null,
  retentionDays: 30,
  auditRetentionDays: 365,
  logLevel: "info",
};

describe("a value that is not set has its default", () => {
  test("nothing set", () => {
    expect(readEnv({})).toMatchObject(defaults);
  });

  test("an empty value counts as unset", () => {
    const names = [
      "PORT",
      "HOST",
      "DATA_DIR",
      "BASE_URL",
      "TRUSTED_PROXIES",
      "METRICS_ALLOW",
      "ADMIN_EMAIL",
      "ADMIN_PASSWORD",
      "ADMIN_PASSWORD_FILE",
    ];
    const more = [
      "SECRET_KEY_FILE",
      "OUTBOUND",
      "OUTBOUND_ALLOW",
      "OUTBOUND_DENY",
      "BACKUP_DIR",
      "BACKUP_EVERY",
      "BACKUP_KEEP",
      "MIGRATE_WITHOUT_BACKUP",
      "HEARTBEAT_URL",
      "RETENTION_DAYS",
      "AUDIT_RETENTION_DAYS",
      "LOG_LEVEL",
      "REQUIRE_SECOND_FACTOR",
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
    [{ HOST: "[::1]" }, { host: "::1" }],
    [{ HOST: "[::]" }, { host: "::" }],
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
    [{ METRICS_ALLOW: "loopback 10.9.0.0/16" }, { metricsAllow: "loopback 10.9.0.0/16" }],
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
    [{ BACKUP_DIR: "/mnt/b" }, { backup: { ...defaults.backup, folder: "/mnt/b" } }],
    [{ BACKUP_EVERY: "10m" }, { backup: { ...defaults.backup, everyMs: 600_000 } }],
    [{ BACKUP_EVERY: "30d" }, { backup: { ...defaults.backup, everyMs: 30 * 86_400_000 } }],
    [{ BACKUP_EVERY: "off" }, { backup: { ...defaults.backup, everyMs: null } }],
    [{ BACKUP_KEEP: "1000" }, { backup: { ...defaults.backup, keep: 1_000 } }],
    [{ MIGRATE_WITHOUT_BACKUP: "on" }, { backup: { ...defaults.backup, migrateWithoutCopy: true } }],
    [
      { HEARTBEAT_URL: "https://watch.example.com/ping/1?a=b#c" },
      { heartbeatUrl: "https://watch.example.com/ping/1?a=b#c" },
    ],
    [{ RETENTION_DAYS: "1" }, { retentionDays: 1 }],
    [{ AUDIT_RETENTION_DAYS: "36500" }, { auditRetentionDays: 36_500 }],
    [{ LOG_LEVEL: "silent" }, { logLevel: "silent" }],
    [{ REQUIRE_SECOND_FACTOR: "on" }, { requireSecondFactor: true }],
    [{ REQUIRE_SECOND_FACTOR: "off" }, { requireSecondFactor: false }],
  ])("%j", (source, env) => {
    expect(readEnv(source)).toMatchObject(env);
  });

  test("NODE_EXTRA_CA_CERTS that holds certificates", async () => {
    using folder = temporaryFolder();
    const file = join(folder.path, "ca.pem");
    const { cert } = await generate([{ name: "commonName", value: "A CA" }]);
    writeFileSync(file, `Our own CA\n${cert}\n${cert}`);
    expect(readEnv({ NODE_EXTRA_CA_CERTS: file })).toMatchObject(defaults);
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

const oidc = {
  BASE_URL: "https://tocsin.example.com",
  OIDC_ISSUER: "https://id.example.com/realms/ops",
  OIDC_CLIENT_ID: "tocsin",
  OIDC_CLIENT_SECRET: "s3cret",
  OIDC_ROLE_CLAIM: "groups",
  OIDC_ADMIN: "tocsin-admins, root",
};

describe("sign-in by OpenID Connect", () => {
  test("is set by its issuer, its client and the values that give roles", () => {
    const { oidc: read, passwordSignIn } = readEnv({
      ...oidc,
      OIDC_NAME: "Acme ID",
      OIDC_VIEWER: "staff,,ops ",
    });
    expect(read).toMatchObject({
      name: "Acme ID",
      issuer: "https://id.example.com/realms/ops",
      clientId: "tocsin",
      roles: {
        claim: "groups",
        values: { admin: ["tocsin-admins", "root"], operator: [], viewer: ["staff", "ops"] },
      },
    });
    expect(read?.clientSecret.reveal()).toBe("s3cret");
    expect(JSON.stringify(read)).not.toContain("s3cret");
    expect(passwordSignIn).toBe(true);
  });

  test("takes the secret from a file, and plain http from this machine only", () => {
    using folder = temporaryFolder();
    const file = join(folder.path, "secret");
    writeFileSync(file, "of-a-file\n");
    const { OIDC_CLIENT_SECRET: _, ...others } = oidc;
    const read = (issuer: string) =>
      readEnv({ ...others, OIDC_ISSUER: issuer, OIDC_CLIENT_SECRET_FILE: file }).oidc;
    expect(read("http://127.0.0.1:4000")?.clientSecret.reveal()).toBe("of-a-file");
    expect(read("http://localhost:4000")?.name).toBe("single sign-on");
    expect(() => read("http://127.0.0.1.example.com")).toThrow("OIDC_ISSUER must be an https address");
  });

  test("lets the password sign-in be switched off", () => {
    expect(readEnv({ ...oidc, PASSWORD_SIGN_IN: "off" }).passwordSignIn).toBe(false);
    expect(readEnv({ PASSWORD_SIGN_IN: "on" })).toMatchObject(defaults);
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

describe("an invalid value is reported in one line that names it", () => {
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
    ["REQUIRE_SECOND_FACTOR", { REQUIRE_SECOND_FACTOR: "yes" }],
    ["OUTBOUND_ALLOW", { OUTBOUND_ALLOW: "10.0.0.0/33" }],
    ["METRICS_ALLOW", { METRICS_ALLOW: "10.0.0.1/8" }],
    ["TRUSTED_PROXIES", { TRUSTED_PROXIES: "10.0.0.0/33" }],
    ["TRUSTED_PROXIES", { TRUSTED_PROXIES: "loopback,proxy.example.com" }],
    ["OUTBOUND_ALLOW", { OUTBOUND_ALLOW: "example.com" }],
    ["OUTBOUND_DENY", { OUTBOUND_DENY: "10.0.0.0/8;10.1.0.0/16" }],
    ["OUTBOUND_DENY", { OUTBOUND_DENY: "10.0.0.1/8" }],
    ["HOST", { HOST: "[127.0.0.1]" }],
    ["HOST", { HOST: "[]" }],
    ["NODE_EXTRA_CA_CERTS", { NODE_EXTRA_CA_CERTS: "/does/not/exist" }],
    ["BACKUP_EVERY", { BACKUP_EVERY: "9m" }],
    ["BACKUP_EVERY", { BACKUP_EVERY: "31d" }],
    ["BACKUP_EVERY", { BACKUP_EVERY: "1.5h" }],
    ["BACKUP_EVERY", { BACKUP_EVERY: "24" }],
    ["BACKUP_EVERY", { BACKUP_EVERY: "never" }],
    ["BACKUP_KEEP", { BACKUP_KEEP: "0" }],
    ["BACKUP_KEEP", { BACKUP_KEEP: "1001" }],
    ["MIGRATE_WITHOUT_BACKUP", { MIGRATE_WITHOUT_BACKUP: "yes" }],
    ["HEARTBEAT_URL", { HEARTBEAT_URL: "watch.example.com" }],
    ["HEARTBEAT_URL", { HEARTBEAT_URL: "ftp://watch.example.com/" }],
    ["HEARTBEAT_URL", { HEARTBEAT_URL: "https://ada:secret@watch.example.com/" }],
    ["RETENTION_DAYS", { RETENTION_DAYS: "0" }],
    ["RETENTION_DAYS", { RETENTION_DAYS: "forever" }],
    ["RETENTION_DAYS", { RETENTION_DAYS: "36501" }],
    ["AUDIT_RETENTION_DAYS", { AUDIT_RETENTION_DAYS: "0" }],
    ["LOG_LEVEL", { LOG_LEVEL: "INFO" }],
    ["LOG_LEVEL", { LOG_LEVEL: "verbose" }],
    ["BASE_URL", { ...oidc, BASE_URL: "" }],
    ["OIDC_ISSUER", { ...oidc, OIDC_ISSUER: "id.example.com" }],
    ["OIDC_ISSUER", { ...oidc, OIDC_ISSUER: "http://id.example.com" }],
    ["OIDC_ISSUER", { ...oidc, OIDC_ISSUER: "https://id.example.com/?realm=ops" }],
    ["OIDC_ISSUER", { ...oidc, OIDC_ISSUER: "https://id.example.com/.well-known/openid-configuration" }],
    ["OIDC_CLIENT_ID", { ...oidc, OIDC_CLIENT_ID: "" }],
    ["OIDC_CLIENT_SECRET", { ...oidc, OIDC_CLIENT_SECRET: "" }],
    ["OIDC_CLIENT_SECRET_FILE", { ...oidc, OIDC_CLIENT_SECRET_FILE: "/x" }],
    ["OIDC_ROLE_CLAIM", { ...oidc, OIDC_ROLE_CLAIM: "" }],
    ["OIDC_ADMIN", { ...oidc, OIDC_ADMIN: " , " }],
    ["OIDC_NAME", { ...oidc, OIDC_NAME: "x".repeat(41) }],
    ["OIDC_NAME", { ...oidc, OIDC_NAME: "Acme\nID" }],
    ["OIDC_VIEWER", { OIDC_VIEWER: "staff" }],
    ["OIDC_CLIENT_SECRET_FILE", { OIDC_CLIENT_SECRET_FILE: "/x" }],
    ["OIDC_ISSUER", { PASSWORD_SIGN_IN: "off" }],
    ["PASSWORD_SIGN_IN", { ...oidc, PASSWORD_SIGN_IN: "no" }],
  ])("%s: %j", (name, source) => {
    const line = refusalOf(source);
    expect(line).toMatch(new RegExp(`\\b${name}\\b`));
    expect(line).not.toMatch(/[\r\n]/);
  });

  test.each(["OUTBOUND_ALLOW", "OUTBOUND_DENY", "TRUSTED_PROXIES", "METRICS_ALLOW"])(
    "%s is named once",
    (name) => {
      expect(refusalOf({ [name]: "10.0.0.0/33" }).split(name)).toHaveLength(2);
    },
  );

  test("ADMIN_PASSWORD_FILE that is a folder", () => {
    using folder = temporaryFolder();
    const file = join(folder.path, "password");
    mkdirSync(file);
    expect(refusalOf({ ADMIN_EMAIL: "ada@example.com", ADMIN_PASSWORD_FILE: file })).toMatch(
      /^ADMIN_PASSWORD_FILE\b/,
    );
  });

  describe("a password in a file that can't be used names ADMIN_PASSWORD_FILE, which was given", () => {
    const admin = { ADMIN_EMAIL: "ada@example.com" };

    test.each<[string, string | Buffer, RegExp]>([
      ["too short", "short\n", /A password needs at least 12 characters/],
      ["empty", "", /is empty/],
      ["a line break alone", "\n", /is empty/],
      ["over 64 KiB", "x".repeat(64 * 1024 + 1), /is larger than 64 KiB/],
      ["no text", Buffer.from([0xff, 0xfe, 0x41]), /is not UTF-8 text/],
    ])("%s", (_, content, reason) => {
      using folder = temporaryFolder();
      const file = join(folder.path, "password");
      writeFileSync(file, content);
      const line = refusalOf({ ...admin, ADMIN_PASSWORD_FILE: file });
      expect(line).toMatch(/^ADMIN_PASSWORD_FILE\b/);
      expect(line).toMatch(reason);
      expect(line).not.toMatch(/ADMIN_PASSWORD\b(?!_FILE)/);
    });

    test("one that is not there, with the reason", () => {
      const line = refusalOf({ ...admin, ADMIN_PASSWORD_FILE: "/does/not/exist" });
      expect(line).toBe('ADMIN_PASSWORD_FILE: the file "/does/not/exist" can\'t be read: ENOENT.');
    });

    test("without ADMIN_EMAIL", () => {
      using folder = temporaryFolder();
      const file = join(folder.path, "password");
      writeFileSync(file, password);
      expect(refusalOf({ ADMIN_PASSWORD_FILE: file })).toBe(
        "ADMIN_EMAIL is missing: ADMIN_PASSWORD_FILE is set without it.",
      );
    });
  });

  test("a password from ADMIN_PASSWORD that is too short names that", () => {
    expect(refusalOf({ ADMIN_EMAIL: "ada@example.com", ADMIN_PASSWORD: "short" })).toMatch(
      /^ADMIN_PASSWORD: A password needs/,
    );
  });

  describe("NODE_EXTRA_CA_CERTS, which Node.js would pass over in silence", () => {
    test.each<[string, string | ((cert: string) => string), RegExp]>([
      ["without a certificate", "hello\n", /holds no certificate in PEM/],
      ["empty", "", /holds no certificate in PEM/],
      ["with a broken one", (cert) => cert.replace(/\n[\w+/]{20}/, "\nAAAAAAAAAAAAAAAAAAAA"), /number 1/],
      [
        "with a broken one after a good one",
        (cert) => `${cert}\n${cert.replace(/\n[\w+/]{20}/, "\n!")}`,
        /number 2/,
      ],
      ["cut off", (cert) => `${cert}\n${cert.slice(0, 200)}`, /without an end/],
    ])("%s", async (_, content, reason) => {
      using folder = temporaryFolder();
      const file = join(folder.path, "ca.pem");
      const { cert } = await generate([{ name: "commonName", value: "A CA" }]);
      writeFileSync(file, typeof content === "string" ? content : content(cert.trim()));
      const line = refusalOf({ NODE_EXTRA_CA_CERTS: file });
      expect(line).toMatch(/^NODE_EXTRA_CA_CERTS: the file "/);
      expect(line).toMatch(reason);
    });
  });

  test("a password is never repeated", () => {
    expect(refusalOf({ ADMIN_EMAIL: "ada@example.com", ADMIN_PASSWORD: "hunter2" })).not.toContain("hunter2");
    expect(refusalOf({ ADMIN_PASSWORD: "hunter2-hunter2" })).not.toContain("hunter2");
  });
});
