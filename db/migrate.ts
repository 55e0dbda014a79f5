import { closeSync, existsSync, openSync, readSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import Database from "better-sqlite3";
import { readMigrationFiles } from "drizzle-orm/migrator";
import type { Connection } from "./client.ts";

const FOLDER = fileURLToPath(new URL("./migrations", import.meta.url));

/**
 * Refuses a database that a newer Tocsin has written, before anything else opens it. Only reads it, so it
 * stays the same to the byte. Throws with a sentence for the operator.
 */
export function refuseNewerSchema(file: string): void {
  if (!existsSync(file)) return;
  const sqlite = new Database(file, { readonly: true });
  let writer: string;
  try {
    if (!isNewerSchema(sqlite)) return;
    writer = newerTocsin(sqlite);
  } finally {
    sqlite.close();
  }
  throw new Error(
    `The database at ${file} was written by ${writer}. Start that version, or restore a backup of this one's; the file was left untouched.`,
  );
}

/** Whether a newer Tocsin has written the database. */
export const isNewerSchema = (sqlite: Database.Database): boolean => lastApplied(sqlite) > lastKnown();

/** The fact about the installation that says which version of Tocsin last opened it for writing. */
export const LAST_VERSION = "version";

/** Who wrote a database of a newer schema, in words. */
export function newerTocsin(sqlite: Database.Database): string {
  // Another program's database may have migrations too.
  const isTocsins = sqlite.prepare("SELECT 1 FROM sqlite_master WHERE name = 'installation'").get();
  const query = "SELECT value FROM installation WHERE name = ?";
  const version = isTocsins && sqlite.prepare(query).pluck().get(LAST_VERSION);
  return version === undefined ? "a newer Tocsin" : `a newer Tocsin (${version})`;
}

/** Whether the file holds a database that an earlier version wrote. Only reads it. */
export function needsMigration(file: string): boolean {
  if (!existsSync(file) || statSync(file).size === 0 || isEmptyDatabase(file)) return false;
  const sqlite = new Database(file, { readonly: true });
  try {
    return lastApplied(sqlite) < lastKnown();
  } finally {
    sqlite.close();
  }
}

/**
 * Whether the database holds no table: it was never migrated, or it was separated from the log that held
 * everything.
 */
export function isEmptyDatabase(file: string): boolean {
  const log = statSync(`${file}-wal`, { throwIfNoEntry: false });
  // Without a log, SQLite would make one, and the folder must stay as it is.
  if (log === undefined || log.size === 0) return isEmptyFile(file);
  const sqlite = new Database(file, { readonly: true });
  try {
    return sqlite.prepare("SELECT 1 FROM sqlite_master").get() === undefined;
  } finally {
    sqlite.close();
  }
}

const MAGIC = "SQLite format 3\0";
const LEAF_PAGE = 13;

/**
 * Whether the first page lists no tables. The list follows a header of 100 bytes
 * (https://sqlite.org/fileformat2.html, 1.3 and 1.6).
 */
function isEmptyFile(file: string): boolean {
  const start = Buffer.alloc(108);
  const descriptor = openSync(file, "r");
  try {
    if (readSync(descriptor, start) < start.length) return false;
  } finally {
    closeSync(descriptor);
  }
  const isDatabase = start.toString("latin1", 0, MAGIC.length) === MAGIC;
  return isDatabase && start[100] === LEAF_PAGE && start.readUInt16BE(103) === 0;
}

const TABLE = `CREATE TABLE IF NOT EXISTS __drizzle_migrations (
  id SERIAL PRIMARY KEY, hash text NOT NULL, created_at numeric
)`;

/**
 * Brings the database to this version's schema: applies all missing migrations in one transaction. Drizzle's
 * own migrator would hide why it failed: on a full disk SQLite rolls back by itself, and then the migrator's
 * ROLLBACK fails.
 */
export function migrate({ sqlite }: Connection): void {
  if (lastApplied(sqlite) >= lastKnown()) return;
  sqlite.transaction(() => applyMissing(sqlite)).immediate();
}

function applyMissing(sqlite: Database.Database): void {
  sqlite.exec(TABLE);
  const last = lastApplied(sqlite);
  const keep = sqlite.prepare("INSERT INTO __drizzle_migrations (hash, created_at) VALUES (?, ?)");
  for (const { sql, hash, folderMillis } of readMigrationFiles({ migrationsFolder: FOLDER })) {
    if (folderMillis <= last) continue;
    for (const statement of sql) sqlite.exec(statement);
    keep.run(hash, folderMillis);
  }
}

function lastKnown(): number {
  return Math.max(...readMigrationFiles({ migrationsFolder: FOLDER }).map((one) => one.folderMillis));
}

function lastApplied(sqlite: Database.Database): number {
  const table = sqlite
    .prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = '__drizzle_migrations'")
    .get();
  if (table === undefined) return 0;
  const row = sqlite.prepare("SELECT max(created_at) AS at FROM __drizzle_migrations").get() as {
    at: number | null;
  };
  return Number(row.at ?? 0);
}
