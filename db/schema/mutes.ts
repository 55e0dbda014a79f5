import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { RuleFilters } from "#lib/domain/rule/rule.ts";

/** What keeps events from being sent for a time. Exactly one of the first four says what is muted. */
export const mutes = sqliteTable(
  "mutes",
  {
    id: text().primaryKey(),
    channelId: text(),
    ruleId: text(),
    alertId: text(),
    filters: text({ mode: "json" }).$type<RuleFilters>(),
    /** ms since 1970. Ending a mute early moves this to that moment. */
    until: integer().notNull(),
    remark: text(),
    /** The name of the user or key that made it. */
    createdBy: text().notNull(),
    createdAt: integer().notNull(),
    /** Who ended it before its time. */
    endedBy: text(),
  },
  (table) => [index("mutes_until").on(table.until)],
);
