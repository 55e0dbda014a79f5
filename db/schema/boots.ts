import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/**
 * Every start of the engine. Its `value`, 64 random bits, is part of the ids of the events and deliveries
 * that it makes; their rows carry only its `number`.
 */
export const boots = sqliteTable("boots", {
  number: integer().primaryKey(),
  value: text().notNull().unique(),
});
