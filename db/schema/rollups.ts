import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { LATENCY_BOUNDS } from "#lib/domain/overview/latency.ts";

/** Named `latency_0` and so on; the last one counts what took longer than every bound. */
const latencyColumns = Object.fromEntries(
  Array.from({ length: LATENCY_BOUNDS.length + 1 }, (_, index) => {
    const name = `latency_${index}` as const;
    return [name, integer(name).notNull()];
  }),
);

/**
 * What became of deliveries, per channel and minute, quarter of an hour, and hour: so the figures of a week
 * need no counting of deliveries, and few rows. Tests are not counted.
 */
export const rollups = sqliteTable(
  "rollups",
  {
    /** How long the row's time is, ms. */
    span: integer().notNull(),
    /** When it begins, ms since 1970. */
    at: integer().notNull(),
    channelId: text().notNull(),
    delivered: integer().notNull(),
    failed: integer().notNull(),
    cancelled: integer().notNull(),
    failedAttempts: integer().notNull(),
    ...latencyColumns,
  },
  (table) => [primaryKey({ columns: [table.span, table.at, table.channelId] })],
);
