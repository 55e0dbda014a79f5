import { type Connection, type Db, openReader } from "./client.ts";
import { dataVersion } from "./data-version.ts";

/** Next's bundle and server.ts hold different copies of this module, so the one connection lives on globalThis. */
const holder = globalThis as typeof globalThis & { tocsinReadDb?: Connection };

/** Opens the HTTP thread's read-only connection, after the engine has made the database. */
export function openReadDb(file: string): void {
  holder.tocsinReadDb = openReader(file);
}

/**
 * Closes the connection before the engine closes its own: only the last connection to close, if it can write,
 * removes SQLite's log.
 */
export function closeReadDb(): void {
  holder.tocsinReadDb?.sqlite.close();
  delete holder.tocsinReadDb;
}

/** The connection through which pages and routes read. It can't write. */
export const readDb = (): Db => connection().db;

function connection(): Connection {
  if (holder.tocsinReadDb === undefined) throw new Error("The database is not open.");
  return holder.tocsinReadDb;
}

/** "3.53.1". */
export const sqliteVersion = (): string =>
  String(connection().sqlite.prepare("SELECT sqlite_version()").pluck().get());

/** A number that changes with every commit of any process: what was read before may then be out of date. */
export const readVersion = (): number => dataVersion(readDb());
