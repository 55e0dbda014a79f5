import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** How often something happened, by the hour: "in the last 24 hours" then needs no counting of rows. */
export const tallies = sqliteTable(
  "tallies",
  {
    name: text().$type<TallyName>().notNull(),
    /** What was counted: a rule's or a channel's id, or an event's key. */
    key: text().notNull(),
    /** Hours since 1970. */
    hour: integer().notNull(),
    count: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.name, table.key, table.hour] })],
);

/**
 * `rule_matched` counts events by the rule that matched; `access_event_unheard` counts Access Request events
 * that no channel got, by event; `attempt_failed` counts attempts of deliveries that failed, by channel.
 */
export type TallyName = "rule_matched" | "access_event_unheard" | "attempt_failed";

/** Every `di_event` that Tocsin has received, for the rules' catalogue. */
export const seenEvents = sqliteTable("seen_events", {
  diEvent: text().primaryKey(),
  firstSeenAt: integer().notNull(),
});
