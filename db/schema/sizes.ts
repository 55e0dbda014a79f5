import { integer, sqliteTable } from "drizzle-orm/sqlite-core";

/** How large the database was, once a day: the System page shows how fast it grows. */
export const sizes = sqliteTable("sizes", {
  /** Days since 1970, UTC. */
  day: integer().primaryKey(),
  /** The database and its log, in bytes. */
  databaseBytes: integer().notNull(),
  /** What the file system had left for Tocsin, in bytes. */
  freeBytes: integer().notNull(),
});
