import { isIPv6 } from "node:net";
import { join, resolve } from "node:path";
import type { z } from "zod";
import { parseOutboundPolicy } from "./domain/delivery/address.ts";
import { emailSchema, passwordSchema } from "./domain/people/user.ts";
import { type ShownSetting, shownSettings } from "./domain/system/environment.ts";
import { parseMetricsAllow, parseTrustedProxies } from "./domain/trusted-proxies.ts";
import { type BackupSettings, readBackupSettings } from "./env-backup.ts";
import { checkCertificateFile } from "./env-file.ts";
import { readHeartbeatUrl } from "./env-heartbeat.ts";
import { type OidcSettings, readOidc, readPasswordSignIn } from "./env-oidc.ts";
import { EnvError, type EnvSource, ofFile, oneOf, readSecret, setting, wholeNumber } from "./env-source.ts";

/** The process's settings, which are read once when it starts. docs/settings.md explains each. */
export type Env = {
  port: number;
  host: string;
  dataDir: string;
  databaseFile: string;
  /** Where the built pages are, relative to Tocsin's own folder. */
  buildFolder: string;
  secretKeyFile: string;
  /** The public address without a trailing slash; null to use the address of each request. */
  baseUrl: string | null;
  /**
   * The peers whose X-Forwarded headers are trusted, as the operator wrote them: `parseTrustedProxies` reads
   * this.
   */
  trustedProxies: string | undefined;
  /** The clients that may read the metrics without a key, as the operator wrote them. */
  metricsAllow: string | undefined;
  admin: { email: string; password: string } | null;
  /** Whether users who sign in by a password must have a second factor. */
  requireSecondFactor: boolean;
  /** Sign-in by an OpenID provider; null without one. */
  oidc: OidcSettings | null;
  passwordSignIn: boolean;
  outbound: { outbound: "private" | "public"; allow: string | undefined; deny: string | undefined };
  backup: BackupSettings;
  /** What is requested every minute while Tocsin is well, which is a secret; null for nothing. */
  heartbeatUrl: string | null;
  retentionDays: number;
  auditRetentionDays: number;
  logLevel: LogLevel;
  /** The file of further CA certificates, which Node.js itself reads; null without one. */
  extraCaFile: string | null;
  /** The variables as they were read, for the System page: without secrets. */
  environment: readonly ShownSetting[];
};

const LOG_LEVELS = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export { EnvError };

/** Parses the environment. Throws EnvError with one line that names the invalid value. */
export function readEnv(source: EnvSource = process.env): Env {
  const dataDir = resolve(setting(source, "DATA_DIR") ?? "./data");
  checkExtraCertificates(source);
  const baseUrl = readBaseUrl(source);
  const oidc = readOidc(source, baseUrl);
  return {
    port: wholeNumber(source, "PORT", { fallback: 3000, min: 0, max: 65_535 }),
    host: readHost(source),
    dataDir,
    databaseFile: join(dataDir, "tocsin.db"),
    buildFolder: setting(source, "TOCSIN_BUILD_DIR") ?? ".next",
    secretKeyFile: resolve(setting(source, "SECRET_KEY_FILE") ?? join(dataDir, "secret.key")),
    baseUrl,
    trustedProxies: readList(source, "TRUSTED_PROXIES", parseTrustedProxies),
    metricsAllow: readList(source, "METRICS_ALLOW", parseMetricsAllow),
    admin: readAdmin(source),
    requireSecondFactor: oneOf(source, "REQUIRE_SECOND_FACTOR", ["on", "off"], "off") === "on",
    oidc,
    passwordSignIn: readPasswordSignIn(source, oidc),
    outbound: readOutbound(source),
    backup: readBackupSettings(source, dataDir),
    heartbeatUrl: readHeartbeatUrl(source),
    retentionDays: wholeNumber(source, "RETENTION_DAYS", { fallback: 30, min: 1, max: 36_500 }),
    auditRetentionDays: wholeNumber(source, "AUDIT_RETENTION_DAYS", { fallback: 365, min: 1, max: 36_500 }),
    logLevel: oneOf(source, "LOG_LEVEL", LOG_LEVELS, "info"),
    extraCaFile: setting(source, "NODE_EXTRA_CA_CERTS") ?? null,
    environment: shownSettings(source),
  };
}

function readBaseUrl(source: EnvSource): string | null {
  const value = setting(source, "BASE_URL");
  if (value === undefined) return null;
  const url = URL.canParse(value) ? new URL(value) : null;
  if (url === null || !/^https?:$/.test(url.protocol) || url.href !== `${url.origin}/`)
    throw new EnvError(
      `BASE_URL must be an address such as https://tocsin.example.com; it is ${JSON.stringify(value)}.`,
    );
  return url.origin;
}

/** The address to listen on. An IPv6 address may stand in brackets, as in a URL. */
function readHost(source: EnvSource): string {
  const host = setting(source, "HOST") ?? "0.0.0.0";
  const bracketed = /^\[(.*)\]$/.exec(host)?.[1];
  if (bracketed === undefined) return host;
  if (isIPv6(bracketed)) return bracketed;
  throw new EnvError(`HOST has brackets around what is no IPv6 address: ${JSON.stringify(host)}.`);
}

/** A list that `parse` can read, as the operator wrote it. */
function readList(source: EnvSource, name: string, parse: (text?: string) => unknown): string | undefined {
  const value = setting(source, name);
  try {
    parse(value);
  } catch (error) {
    throw new EnvError(error instanceof Error ? error.message : `${name} is not a list of CIDR ranges.`);
  }
  return value;
}

function readAdmin(source: EnvSource): Env["admin"] {
  const email = setting(source, "ADMIN_EMAIL");
  const password = readSecret(source, "ADMIN_PASSWORD");
  if (email === undefined && password === undefined) return null;
  if (email === undefined)
    throw new EnvError(`ADMIN_EMAIL is missing: ${password?.variable} is set without it.`);
  if (password === undefined)
    throw new EnvError("ADMIN_PASSWORD or ADMIN_PASSWORD_FILE is missing: ADMIN_EMAIL is set without it.");
  return {
    email: parsed("ADMIN_EMAIL", emailSchema, email),
    password: parsed(password.variable, passwordSchema, password.value),
  };
}

/** Checks the file of NODE_EXTRA_CA_CERTS, which Node.js itself reads when it starts. */
function checkExtraCertificates(source: EnvSource): void {
  const file = setting(source, "NODE_EXTRA_CA_CERTS");
  if (file !== undefined) ofFile("NODE_EXTRA_CA_CERTS", file, checkCertificateFile);
}

function readOutbound(source: EnvSource): Env["outbound"] {
  const settings = {
    outbound: oneOf(source, "OUTBOUND", ["private", "public"], "private"),
    allow: setting(source, "OUTBOUND_ALLOW"),
    deny: setting(source, "OUTBOUND_DENY"),
  };
  for (const [name, list] of [
    ["OUTBOUND_ALLOW", { allow: settings.allow }],
    ["OUTBOUND_DENY", { deny: settings.deny }],
  ] as const) {
    try {
      parseOutboundPolicy({ outbound: settings.outbound, ...list });
    } catch (error) {
      throw new EnvError(error instanceof Error ? error.message : `${name} is not a list of CIDR ranges.`);
    }
  }
  return settings;
}

function parsed<T>(name: string, schema: z.ZodType<T>, value: string): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new EnvError(`${name}: ${result.error.issues[0]?.message ?? "not valid."}`);
}

/** Sets variables for libraries that read the environment themselves. Call it before they are loaded. */
export function prepareProcess({ dev }: { dev: boolean }): void {
  Object.assign(process.env, {
    NODE_ENV: dev ? "development" : "production",
    NEXT_TELEMETRY_DISABLED: "1",
    // next-auth then takes its address from x-forwarded-host, which the listener sets.
    AUTH_TRUST_HOST: "1",
  });
}

/** Any variable of the environment, as a configuration document names them. */
export const environmentVariable = (name: string): string | undefined => process.env[name];
