import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** How often something happened, by the hour: for "in the last 24 hours" without counting rows. */
export const tallies = sqliteTable(
  "tallies",
  {
    name: text().$type<TallyName>().notNull(),
    /** What of it: a rule's id, an event's key. */
    key: text().notNull(),
    /** Hours since 1970. */
    hour: integer().notNull(),
    count: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.name, table.key, table.hour] })],
);

/** Events that a rule matched, by rule; Access Request events that no channel got, by event. */
export type TallyName = "rule_matched" | "access_event_unheard";

/** Every `di_event` that has come in, for the rules' catalogue. */
export const seenEvents = sqliteTable("seen_events", {
  diEvent: text().primaryKey(),
  firstSeenAt: integer().notNull(),
});
