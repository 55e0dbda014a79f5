import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { AlertStatus, Priority } from "#lib/domain/alert/alert.ts";
import type { RuleFilters, RuleView } from "#lib/domain/rule/rule.ts";
import { channels } from "./channels.ts";

export const rules = sqliteTable("rules", {
  id: text().primaryKey(),
  name: text().notNull(),
  description: text(),
  enabled: integer({ mode: "boolean" }).notNull(),
  /** The `di_event`s that it matches; none means all. */
  events: text({ mode: "json" }).$type<string[]>().notNull(),
  /** Without conditions while there is an expression. */
  filters: text({ mode: "json" }).$type<RuleFilters>().notNull(),
  /** CEL, in place of filters. */
  expression: text(),
  setPriority: text().$type<Priority>(),
  /** The statuses that notify. */
  statuses: text({ mode: "json" }).$type<AlertStatus[]>().notNull(),
  onlyOnChange: integer({ mode: "boolean" }).notNull(),
  autoResolveMinutes: integer(),
  /** The end of an alert goes where this rule sent it, whatever it matches by then. */
  followUp: integer({ mode: "boolean" }).notNull().default(true),
  /** `"all"`, or the ids of the channels that it names. */
  channels: text({ mode: "json" }).$type<"all" | string[]>().notNull(),
  /** Why Tocsin itself switched it off, where it did. */
  disabledReason: text().$type<RuleView["disabledReason"]>(),
  /** What its expression last failed with, and when (ms). */
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
