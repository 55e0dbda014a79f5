import { sql } from "drizzle-orm";
import { blob, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import type { AlertStatus, Payload, Priority } from "#lib/domain/alert/alert.ts";
import type { Details } from "#lib/domain/alert/details.ts";
import type { Reached } from "#lib/domain/alert/follow-up.ts";
import type { NotSentReason } from "#lib/domain/alert/routing.ts";

/** The current state of each alert. Its other fields are those of its last event. */
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
    /** The `seq` of the event that last opened the alert: its first, or the first after it was resolved. */
    openedSeq: integer().notNull().default(0),
    /**
     * Channel id → the rule that last sent an event there since the alert opened. The alert's end goes there
     * too.
     */
    reached: text({ mode: "json" }).$type<Reached>().notNull().default({}),
    /** When a rule resolves the alert unless an event comes first, ms since 1970. */
    autoResolveAt: integer(),
    /** When its sender last said it, ms since 1970, if later than its last event: a repeat makes no event. */
    seenAt: integer(),
    /** When it ends unless its sender says it again, ms since 1970. */
    endsAt: integer(),
  },
  (table) => [
    index("alerts_updated").on(table.lastEventSeq),
    /** Serves lists by status, priority or both: the few lists of single pairs are then read side by side. */
    index("alerts_listed").on(table.status, table.priority, table.lastEventSeq),
    /**
     * Serves lists of one category or one source, alone or with a status or priority: at most 16 lists are
     * read side by side.
     */
    index("alerts_by_category")
      .on(table.category, table.status, table.priority, table.lastEventSeq)
      .where(sql`${table.category} IS NOT NULL`),
    index("alerts_by_source")
      .on(table.sourceName, table.status, table.priority, table.lastEventSeq)
      .where(sql`${table.sourceName} IS NOT NULL`),
    index("alerts_ends").on(table.endsAt).where(sql`${table.endsAt} IS NOT NULL`),
    index("alerts_auto_resolve").on(table.autoResolveAt).where(sql`${table.autoResolveAt} IS NOT NULL`),
  ],
);

/**
 * The place of an alert in the search index (`alert_search`, an FTS5 table that a migration makes): the `seq`
 * of its last event when it was indexed. So the index walks in the order of the list.
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
    /** The boot that numbered it; null if it has its id as text, as all of the first versions and Tests have. */
    boot: integer(),
    id: text(),
    alertId: text().notNull(),
    payload: text({ mode: "json" }).$type<Payload>().notNull(),
    details: text({ mode: "json" }).$type<Details>(),
    /** The API key that posted it; null if a user or a rule changed the status. */
    apiKeyId: text(),
    /** The id of the HTTP request that posted it or changed the status, if one did. */
    requestId: text(),
    /** The remark of the user who changed the status. */
    remark: text(),
    /** Whether Test Webhook sent it. Such an event belongs to no alert. */
    test: integer({ mode: "boolean" }).notNull(),
    receivedAt: integer().notNull(),
    /** How many installations of Tocsin it has passed through. */
    hops: integer().notNull().default(0),
  },
  (table) => [
    index("events_alert").on(table.alertId, table.seq),
    uniqueIndex("events_text_id").on(table.id).where(sql`${table.id} IS NOT NULL`),
  ],
);

/** Why a channel did not get an event: one row per event and such channel. */
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

/** What an API key posted under an idempotency key, kept for 24 h. */
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
