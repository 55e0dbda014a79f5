import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { channels } from "./channels.ts";

export const rules = sqliteTable("rules", {
  id: text().primaryKey(),
  name: text().notNull(),
  enabled: integer({ mode: "boolean" }).notNull(),
  /** `"all"`, or the ids of the channels that it names. */
  channels: text({ mode: "json" }).$type<"all" | string[]>().notNull(),
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
