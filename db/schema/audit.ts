import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { AuditAction } from "#lib/domain/people/audit.ts";

/** Who changed what. `details` never holds a secret. */
export const audit = sqliteTable("audit", {
  seq: integer().primaryKey(),
  at: integer().notNull(),
  actorKind: text().notNull(),
  actorId: text(),
  actorName: text().notNull(),
  action: text().$type<AuditAction>().notNull(),
  targetId: text(),
  targetName: text(),
  details: text({ mode: "json" }).$type<Record<string, unknown>>(),
});

/** The installation's own facts, such as the value that proves the key file to be the right one. */
export const installation = sqliteTable("installation", {
  name: text().primaryKey(),
  value: text().notNull(),
});
