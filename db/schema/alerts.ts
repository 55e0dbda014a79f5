import { sql } from "drizzle-orm";
import { blob, index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { AlertStatus, Payload, Priority } from "#lib/domain/alert/alert.ts";
import type { Details } from "#lib/domain/alert/details.ts";
import type { Reached } from "#lib/domain/alert/follow-up.ts";
import type { NotSentReason } from "#lib/domain/alert/routing.ts";

/** The present state of each alert; its other fields are those of its last event. */
export const alerts = sqliteTable(
  "alerts",
  {
    /** The order in which alerts were first seen. */
    seq: integer().primaryKey(),
    alertId: text().notNull().unique(),
    title: text().notNull(),
    status: text().$type<AlertStatus>().notNull(),
    priority: text().$type<Priority>().notNull(),
    category: text(),
    sourceName: text(),
    occurrences: integer().notNull(),
    firstAt: integer().notNull(),
    updatedAt: integer().notNull(),
    lastEventSeq: integer().notNull(),
    /** The `seq` of the event that opened it last: its first one, or one that came after it was resolved. */
    openedSeq: integer().notNull().default(0),
    /** Channel id → the rule that last sent an event there since then: the alert's end follows it. */
    reached: text({ mode: "json" }).$type<Reached>().notNull().default({}),
    /** When a rule resolves it if no event comes before, ms since 1970. */
    autoResolveAt: integer(),
  },
  (table) => [
    index("alerts_updated").on(table.lastEventSeq),
    /** Of one status or one priority too: the few lists that it is made of are then read beside each other. */
    index("alerts_listed").on(table.status, table.priority, table.lastEventSeq),
    /** Of one category or one source: 16 such lists, or those of a status or priority. */
    index("alerts_by_category")
      .on(table.category, table.status, table.priority, table.lastEventSeq)
      .where(sql`${table.category} IS NOT NULL`),
    index("alerts_by_source")
      .on(table.sourceName, table.status, table.priority, table.lastEventSeq)
      .where(sql`${table.sourceName} IS NOT NULL`),
    index("alerts_auto_resolve").on(table.autoResolveAt).where(sql`${table.autoResolveAt} IS NOT NULL`),
  ],
);

/**
 * Where an alert stands in the search index (`alert_search`, an FTS5 table that a migration makes): under the
 * `seq` of the event that was its last when it was indexed, so that the index walks in the list's own order.
 */
export const alertSearchRows = sqliteTable("alert_search_rows", {
  eventSeq: integer().primaryKey(),
  alertSeq: integer().notNull().unique(),
});

/** Every event as it was accepted, in the order of receipt (`seq`). */
export const events = sqliteTable(
  "events",
  {
    seq: integer().primaryKey(),
    id: text().notNull().unique(),
    alertId: text().notNull(),
    payload: text({ mode: "json" }).$type<Payload>().notNull(),
    details: text({ mode: "json" }).$type<Details>(),
    /** The key that posted it; null where a user or a rule changed the status. */
    apiKeyId: text(),
    /** What the user who changed the status had to say. */
    remark: text(),
    /** Sent by Test Webhook: no event of any alert. */
    test: integer({ mode: "boolean" }).notNull(),
    receivedAt: integer().notNull(),
    /** How many installations of Tocsin it had come through. */
    hops: integer().notNull().default(0),
  },
  (table) => [index("events_alert").on(table.alertId, table.seq)],
);

/** Why a channel did not get an event: one row per channel that was passed over. */
export const notSent = sqliteTable(
  "not_sent",
  {
    eventSeq: integer().notNull(),
    channelId: text().notNull(),
    reason: text().$type<NotSentReason>().notNull(),
    message: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.eventSeq, table.channelId] })],
);

/** What an API key has posted under an idempotency key, kept for 24 h. */
export const idempotencyKeys = sqliteTable(
  "idempotency_keys",
  {
    apiKeyId: text().notNull(),
    key: text().notNull(),
    contentHash: blob({ mode: "buffer" }).notNull(),
    eventId: text().notNull(),
    alertId: text().notNull(),
    createdAt: integer().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.apiKeyId, table.key] }),
    index("idempotency_keys_age").on(table.createdAt),
  ],
);
