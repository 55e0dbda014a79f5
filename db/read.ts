import type Database from "better-sqlite3";
import { type Db, openReader, prepared } from "./client.ts";

/** Next's bundle and server.ts hold different copies of this module, so the one connection lives on globalThis. */
const holder = globalThis as typeof globalThis & { tocsinReadDb?: Db };

/** Opens the HTTP thread's own read-only connection, once the engine has made the database. */
export function openReadDb(file: string): void {
  holder.tocsinReadDb = openReader(file).db;
}

/** The connection that pages and routes read through; it can't write. */
export function readDb(): Db {
  if (holder.tocsinReadDb === undefined) throw new Error("The database is not open.");
  return holder.tocsinReadDb;
}

const dataVersion = prepared((db) =>
  (db as Db & { $client: Database.Database }).$client.prepare<[], number>("PRAGMA data_version").pluck(),
);

/** Another number after each commit of anybody: what was read before it may be out of date. */
export const readVersion = (): number => dataVersion(readDb()).get() ?? 0;
