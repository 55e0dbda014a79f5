import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { AlertStatus, Priority } from "#lib/domain/alert/alert.ts";
import type { RuleFilters, RuleView } from "#lib/domain/rule/rule.ts";
import { channels } from "./channels.ts";

export const rules = sqliteTable("rules", {
  id: text().primaryKey(),
  name: text().notNull(),
  description: text(),
  enabled: integer({ mode: "boolean" }).notNull(),
  /** The `di_event`s that it matches; an empty list means all. */
  events: text({ mode: "json" }).$type<string[]>().notNull(),
  /** Empty while there is an expression. */
  filters: text({ mode: "json" }).$type<RuleFilters>().notNull(),
  /** A CEL expression in place of filters. */
  expression: text(),
  setPriority: text().$type<Priority>(),
  /** The statuses that notify. */
  statuses: text({ mode: "json" }).$type<AlertStatus[]>().notNull(),
  onlyOnChange: integer({ mode: "boolean" }).notNull(),
  autoResolveMinutes: integer(),
  /** Whether the end of an alert goes where this rule sent the alert, whatever the rule matches by then. */
  followUp: integer({ mode: "boolean" }).notNull().default(true),
  /** `"all"`, or the ids of its channels. */
  channels: text({ mode: "json" }).$type<"all" | string[]>().notNull(),
  /** Why Tocsin disabled it, if it did. */
  disabledReason: text().$type<RuleView["disabledReason"]>(),
  /** The last failure of its expression, and when that was (ms). */
  lastError: text(),
  lastErrorAt: integer(),
  version: integer().notNull(),
  createdAt: integer().notNull(),
  updatedAt: integer().notNull(),
});

/** Which Access Request events each channel gets. */
export const accessRequestEvents = sqliteTable(
  "access_request_events",
  {
    channelId: text()
      .notNull()
      .references(() => channels.id),
    event: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.channelId, table.event] })],
);
