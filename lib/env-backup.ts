import { join, resolve } from "node:path";
import { EnvError, type EnvSource, oneOf, setting, wholeNumber } from "./env-source.ts";

/** Where backups go, how often one is made, and how many are kept. */
export type BackupSettings = {
  folder: string;
  /** ms; null for none. */
  everyMs: number | null;
  keep: number;
  /** Whether the database is migrated although there is no room for a copy. */
  migrateWithoutCopy: boolean;
};

export const readBackupSettings = (source: EnvSource, dataDir: string): BackupSettings => ({
  folder: resolve(setting(source, "BACKUP_DIR") ?? join(dataDir, "backups")),
  everyMs: readEvery(source),
  keep: wholeNumber(source, "BACKUP_KEEP", { fallback: 7, min: 1, max: 1_000 }),
  migrateWithoutCopy: oneOf(source, "MIGRATE_WITHOUT_BACKUP", ["on", "off"], "off") === "on",
});

const MINUTE_MS = 60_000;
const UNITS: Readonly<Record<string, number>> = { m: MINUTE_MS, h: 60 * MINUTE_MS, d: 1_440 * MINUTE_MS };
const SHORTEST_MS = 10 * MINUTE_MS;
const LONGEST_MS = 30 * 1_440 * MINUTE_MS;

function readEvery(source: EnvSource): number | null {
  const value = setting(source, "BACKUP_EVERY") ?? "24h";
  if (value === "off") return null;
  const [, count, unit = ""] = /^(\d+)([mhd])$/.exec(value) ?? [];
  const ms = Number(count) * (UNITS[unit] ?? 0);
  if (ms >= SHORTEST_MS && ms <= LONGEST_MS) return ms;
  throw new EnvError(
    `BACKUP_EVERY must be a whole number with m, h or d, from 10m to 30d, or the word off; it is ${JSON.stringify(value)}.`,
  );
}
