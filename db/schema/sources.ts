import { blob, index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { SourceSettings } from "#lib/domain/source/settings.ts";
import type { SourceType } from "#lib/domain/source/source.ts";

/**
 * The sources of one's own, and the settings of a sender's type once they differ from the usual ones. Such a
 * row has its type as its id.
 */
export const sources = sqliteTable("sources", {
  id: text().primaryKey(),
  type: text().$type<SourceType | "json">().notNull(),
  name: text().notNull(),
  nameKey: text().notNull().unique(),
  settings: text({ mode: "json" }).$type<SourceSettings>().notNull(),
  version: integer().notNull(),
  createdAt: integer().notNull(),
  updatedAt: integer().notNull(),
});

/** The secrets by which sources check signatures, sealed. */
export const sourceSecrets = sqliteTable(
  "source_secrets",
  {
    sourceId: text().notNull(),
    name: text().notNull(),
    sealed: blob({ mode: "buffer" }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.sourceId, table.name] })],
);

/**
 * Who posts in which format. `source` is a type, the id of a source of one's own, or `native` for Tocsin's own
 * format. Times are in ms since 1970.
 */
export const senders = sqliteTable(
  "senders",
  {
    source: text().notNull(),
    /** Empty for posts without a valid key. */
    apiKeyId: text().notNull(),
    lastReceivedAt: integer(),
    lastAlertId: text(),
    lastRefusedAt: integer(),
    /** The status and the sentence of the last refusal. */
    lastRefusal: text({ mode: "json" }).$type<{ status: number; message: string }>(),
  },
  (table) => [primaryKey({ columns: [table.source, table.apiKeyId] })],
);

/** Posts per sender and hour, for "per hour" and for the last 24 hours. */
export const senderHours = sqliteTable(
  "sender_hours",
  {
    source: text().notNull(),
    apiKeyId: text().notNull(),
    /** Hours since 1970. */
    hour: integer().notNull(),
    posts: integer().notNull(),
    alerts: integer().notNull(),
    refused: integer().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.source, table.apiKeyId, table.hour] }),
    index("sender_hours_age").on(table.hour),
  ],
);

/** The last bodies that sources of one's own received, sealed, for at most 7 days. */
export const caughtBodies = sqliteTable(
  "caught_bodies",
  {
    seq: integer().primaryKey(),
    sourceId: text().notNull(),
    apiKeyId: text().notNull(),
    receivedAt: integer().notNull(),
    /** The headers and the body as JSON, masked and sealed. */
    sealed: blob({ mode: "buffer" }).notNull(),
    /** What became of it: the answer's status, and the alerts or the fault. */
    became: text({ mode: "json" })
      .$type<{ status: number; message: string | null; alertIds: string[] }>()
      .notNull(),
  },
  (table) => [
    index("caught_bodies_source").on(table.sourceId, table.seq),
    index("caught_bodies_age").on(table.receivedAt),
  ],
);

/** Subscriptions of Amazon SNS topics that wait for an admin's click, and what became of those confirmed. */
export const snsSubscriptions = sqliteTable("sns_subscriptions", {
  id: text().primaryKey(),
  topicArn: text().notNull(),
  apiKeyId: text().notNull(),
  /** The SubscribeURL, sealed; null once it was fetched. */
  sealedUrl: blob({ mode: "buffer" }),
  requestedAt: integer().notNull(),
  confirmedAt: integer(),
  /** The status that the last click got, or why it got none. */
  lastAnswer: text(),
});
