import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { Actor } from "#lib/domain/people/actor.ts";
import type { AuditAction } from "#lib/domain/people/audit.ts";

/** Who changed what. `details` never holds a secret. */
export const audit = sqliteTable(
  "audit",
  {
    seq: integer().primaryKey(),
    at: integer().notNull(),
    actorKind: text().$type<Actor["kind"]>().notNull(),
    actorId: text(),
    actorName: text().notNull(),
    /** The client's address; null where no HTTP request asked. */
    address: text(),
    action: text().$type<AuditAction>().notNull(),
    targetId: text(),
    targetName: text(),
    details: text({ mode: "json" }).$type<Record<string, unknown>>(),
  },
  (table) => [
    index("audit_actor").on(table.actorId),
    index("audit_action").on(table.action),
    index("audit_target").on(table.targetId),
    index("audit_at").on(table.at),
  ],
);

/** The installation's own facts, such as the value that proves the key file to be the right one. */
export const installation = sqliteTable("installation", {
  name: text().primaryKey(),
  value: text().notNull(),
});
