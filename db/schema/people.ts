import { blob, index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { Role, Scope } from "#lib/domain/people/actor.ts";

export const users = sqliteTable("users", {
  id: text().primaryKey(),
  email: text().notNull(),
  emailKey: text().notNull().unique(),
  name: text().notNull(),
  role: text().$type<Role>().notNull(),
  passwordHash: text().notNull(),
  createdAt: integer().notNull(),
});

/** A signed-in browser. The cookie only names the row, so deleting the row signs it out. */
export const sessions = sqliteTable(
  "sessions",
  {
    id: text().primaryKey(),
    userId: text()
      .notNull()
      .references(() => users.id),
    createdAt: integer().notNull(),
    expiresAt: integer().notNull(),
  },
  (table) => [index("sessions_user").on(table.userId), index("sessions_expiry").on(table.expiresAt)],
);

/** Keys are random 32-byte values, so a plain SHA-256 is a safe hash of them. */
export const apiKeys = sqliteTable("api_keys", {
  id: text().primaryKey(),
  name: text().notNull(),
  hint: text().notNull(),
  hash: blob({ mode: "buffer" }).notNull().unique(),
  scopes: text({ mode: "json" }).$type<Scope[]>().notNull(),
  createdAt: integer().notNull(),
  lastUsedAt: integer(),
  revokedAt: integer(),
});
