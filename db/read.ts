import { type Connection, type Db, openReader } from "./client.ts";
import { statement } from "./statement.ts";

/** Next's bundle and server.ts hold different copies of this module, so the one connection lives on globalThis. */
const holder = globalThis as typeof globalThis & { tocsinReadDb?: Connection };

/** Opens the HTTP thread's own read-only connection, once the engine has made the database. */
export function openReadDb(file: string): void {
  holder.tocsinReadDb = openReader(file);
}

/** Closes it, before the engine closes its own: only the last to close, a writer, can remove SQLite's log. */
export function closeReadDb(): void {
  holder.tocsinReadDb?.sqlite.close();
  delete holder.tocsinReadDb;
}

/** The connection that pages and routes read through; it can't write. */
export function readDb(): Db {
  if (holder.tocsinReadDb === undefined) throw new Error("The database is not open.");
  return holder.tocsinReadDb.db;
}

const dataVersion = statement<object, { data_version: number }>("PRAGMA data_version");

/** Another number after each commit of anybody: what was read before it may be out of date. */
export const readVersion = (): number => dataVersion(readDb()).get({})?.data_version ?? 0;
