import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import Database from "better-sqlite3";
import { migrate as runMigrations } from "drizzle-orm/better-sqlite3/migrator";
import { readMigrationFiles } from "drizzle-orm/migrator";
import type { Connection } from "./client.ts";

const FOLDER = fileURLToPath(new URL("./migrations", import.meta.url));

/**
 * Refuses a database that a newer Tocsin has written, before anything else opens it: it is only read,
 * so it stays as it is to the byte. Throws with the sentence for the operator.
 */
export function refuseNewerSchema(file: string): void {
  if (!existsSync(file)) return;
  const sqlite = new Database(file, { readonly: true });
  try {
    if (lastApplied(sqlite) <= lastKnown()) return;
  } finally {
    sqlite.close();
  }
  throw new Error(
    `The database at ${file} was written by a newer Tocsin. Start that version, or restore a backup of this one's; the file was left untouched.`,
  );
}

/** Brings the database to this version's schema: what is missing is applied in one transaction. */
export function migrate({ db }: Connection): void {
  runMigrations(db, { migrationsFolder: FOLDER });
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
