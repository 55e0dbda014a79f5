import { existsSync } from "node:fs";
import Database from "better-sqlite3";
import { type BetterSQLite3Database, drizzle } from "drizzle-orm/better-sqlite3";
import { alertFinder } from "./finds-alert.ts";
import * as schema from "./schema/index.ts";

export type Db = BetterSQLite3Database<typeof schema>;

/** A connection, as the driver and as Drizzle know it. */
export type Connection = { sqlite: Database.Database; db: Db };

/**
 * The writer's page cache. It holds the part of every index that new events touch, however long the history
 * is.
 */
const WRITER_CACHE_KIB = 32 * 1024;
/**
 * Copies the log back at 16 MB, four times as late as SQLite's default: the newest pages of each index are
 * written again and again, but are then copied only once.
 */
const CHECKPOINT_PAGES = 4_096;
/**
 * What is kept of a log that grew while a backup or another long read held it, bytes. SQLite cuts it when it begins
 * the log anew.
 */
const LOG_KEPT_BYTES = 64 * 2 ** 20;
/** A reader's page cache. A page of a list touches little, and the system caches the rest of the file. */
const READER_CACHE_KIB = 8 * 1024;

const TURN_BUSY_MS = 50;

/**
 * Opens the writing connection. If another process holds the lock, SQLite answers SQLITE_BUSY at once and a
 * timer tries again: waiting inside SQLite would stop the thread's timers and sends.
 */
export function openWriter(file: string, busyTimeoutMs = TURN_BUSY_MS): Connection {
  const sqlite = new Database(file, { timeout: busyTimeoutMs });
  sqlite.pragma("journal_mode = WAL");
  sqlite.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
  sqlite.pragma(`journal_size_limit = ${LOG_KEPT_BYTES}`);
  return configure(sqlite, WRITER_CACHE_KIB);
}

/** Opens a connection that can only read. In WAL mode it never waits for the writer. */
export function openReader(file: string): Connection {
  if (!existsSync(file)) throw new Error(`There is no database at ${file} yet.`);
  return configure(new Database(file, { readonly: true, timeout: 1_000 }), READER_CACHE_KIB);
}

/** Ends the start, which may wait for another process without holding anything up. From now on turns run. */
export const waitNoLonger = ({ sqlite }: Connection): void => {
  sqlite.pragma(`busy_timeout = ${TURN_BUSY_MS}`);
};

/**
 * Opens a database that nobody else uses, such as an unfinished backup. What its log holds is copied into it; it
 * gets no other, and what is deleted is overwritten. A kill may spoil the file, and it is on disk only after
 * `syncFile`.
 */
export function openAlone(file: string): Connection {
  const sqlite = new Database(file, { fileMustExist: true, timeout: 1_000 });
  try {
    for (const pragma of ["journal_mode = DELETE", "journal_mode = MEMORY", "secure_delete = ON"])
      sqlite.pragma(pragma);
    const connection = configure(sqlite, WRITER_CACHE_KIB);
    sqlite.pragma("synchronous = OFF");
    return connection;
  } catch (error) {
    sqlite.close();
    throw error;
  }
}

/** How long the last checkpoint waits for other processes that read or write, ms. */
const LAST_CHECKPOINT_MS = 1_000;

/**
 * Closes the writing connection. First copies everything from the log into the database, so that its file
 * alone holds all; the last connection to close removes the log. Returns whether that worked.
 */
export function closeWriter({ sqlite }: Connection): boolean {
  try {
    sqlite.pragma(`busy_timeout = ${LAST_CHECKPOINT_MS}`);
    const [result] = sqlite.pragma("wal_checkpoint(TRUNCATE)") as { busy: number }[];
    return result?.busy === 0;
  } catch (error) {
    if (isBusy(error) || isStorageTrouble(error)) return false;
    throw error;
  } finally {
    sqlite.close();
  }
}

function configure(sqlite: Database.Database, cacheKib: number): Connection {
  sqlite.pragma("synchronous = FULL");
  sqlite.pragma(`cache_size = -${cacheKib}`);
  sqlite.pragma("foreign_keys = ON");
  sqlite.function("finds_alert", { deterministic: true }, alertFinder());
  return { sqlite, db: drizzle(sqlite, { schema, casing: "snake_case" }) };
}

/** Makes a statement that is prepared once per connection: `prepared((db) => db.select()….prepare())`. */
export function prepared<T>(build: (db: Db) => T): (db: Db) => T {
  const statements = new WeakMap<Db, T>();
  return (db) => {
    const known = statements.get(db);
    if (known !== undefined) return known;
    const statement = build(db);
    statements.set(db, statement);
    return statement;
  };
}

const CODES_OF_TROUBLE = new Set(["SQLITE_FULL", "SQLITE_IOERR", "SQLITE_READONLY", "SQLITE_CANTOPEN"]);

/** Whether another process holds the write lock: try again in a moment. */
export const isBusy = (error: unknown): boolean => sqliteCode(error).startsWith("SQLITE_BUSY");

/** Whether the disk is full or does not answer: nothing was stored, and it may work later. */
export const isStorageTrouble = (error: unknown): boolean =>
  CODES_OF_TROUBLE.has(sqliteCode(error).split("_").slice(0, 2).join("_"));

export const isFull = (error: unknown): boolean => sqliteCode(error) === "SQLITE_FULL";

/** Whether the file is not a database. */
export const isNoDatabase = (error: unknown): boolean => sqliteCode(error) === "SQLITE_NOTADB";

/** Whether the file's content is damaged. */
export const isCorrupt = (error: unknown): boolean => sqliteCode(error).startsWith("SQLITE_CORRUPT");

/**
 * SQLite's code of the error, "" for other errors. Drizzle wraps the driver's error, so this looks at the
 * cause too.
 */
export function sqliteCode(error: unknown): string {
  if (error instanceof Database.SqliteError) return error.code;
  return error instanceof Error && error.cause !== undefined ? sqliteCode(error.cause) : "";
}
