import { sql } from "drizzle-orm";
import { blob, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import type { AuthView, HeaderView } from "#lib/domain/channel/channel.ts";
import type { PinnedCertificate } from "#lib/domain/delivery/outcome.ts";
import { ALERT_FORMAT, type ChannelFormat } from "#lib/domain/format/format.ts";

/** What a channel knows about its receiver's certificates. */
export type CertificateMemory = {
  /** The certificate that is trusted although no known CA vouches for it. */
  pin: PinnedCertificate | null;
  /**
   * Whether a known CA has vouched for the receiver once. Then no lesser certificate is pinned automatically.
   */
  metCaVouched: boolean;
  /** Another certificate that the receiver showed last. An admin may trust it. */
  offered: PinnedCertificate | null;
};

/**
 * All channels. A deleted one keeps its row, so that old deliveries can still name it. Nothing here is
 * secret: `url` is the masked URL, and a sensitive header has no value.
 */
export const channels = sqliteTable(
  "channels",
  {
    id: text().primaryKey(),
    name: text().notNull(),
    nameKey: text().notNull(),
    enabled: integer({ mode: "boolean" }).notNull(),
    disabledReason: text(),
    url: text().notNull(),
    verifySsl: integer({ mode: "boolean" }).notNull(),
    urlSecrets: text({ mode: "json" }).$type<string[]>().notNull(),
    auth: text({ mode: "json" }).$type<AuthView>().notNull(),
    headers: text({ mode: "json" }).$type<HeaderView[]>().notNull(),
    format: text({ mode: "json" }).$type<ChannelFormat>().notNull().default(ALERT_FORMAT),
    retrySchedule: text({ mode: "json" }).$type<number[]>().notNull(),
    maxInFlight: integer().notNull(),
    /** Whether Tocsin disables it after 5 days of nothing but failures. */
    autoDisable: integer({ mode: "boolean" }).notNull().default(true),
    certificates: text({ mode: "json" }).$type<CertificateMemory>().notNull(),
    /** Until when the previous signing secret signs too, ms since 1970. */
    previousSecretUntil: integer(),
    /** Since when the receiver has been failing, ms since 1970. It is probed until it answers. */
    failingSince: integer(),
    /** Since when the receiver has refused every delivery, ms since 1970, and what it said first. */
    refusingSince: integer(),
    refusal: text(),
    /**
     * Since when every attempt has failed, ms since 1970. Stored once the receiver is failing or refusing; null
     * from its next success, or from when the channel is enabled.
     */
    onlyFailuresSince: integer(),
    /** The receiver asked for a wait (Retry-After): no attempt starts before this time, ms since 1970. */
    heldUntil: integer(),
    /** When a delivery last expired because too many waited, ms since 1970. */
    oldestExpiredAt: integer(),
    version: integer().notNull(),
    createdAt: integer().notNull(),
    updatedAt: integer().notNull(),
    deletedAt: integer(),
  },
  (table) => [uniqueIndex("channels_name").on(table.nameKey).where(sql`${table.deletedAt} IS NULL`)],
);

/**
 * What showed of a channel in its requests, at each version. These rows outlive the channel, because the
 * requests of its attempts are made again from them.
 */
export const channelVersions = sqliteTable(
  "channel_versions",
  {
    channelId: text().notNull(),
    version: integer().notNull(),
    url: text().notNull(),
    urlSecrets: text({ mode: "json" }).$type<string[]>().notNull(),
    auth: text({ mode: "json" }).$type<AuthView>().notNull(),
    headers: text({ mode: "json" }).$type<HeaderView[]>().notNull(),
    format: text({ mode: "json" }).$type<ChannelFormat>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.channelId, table.version] })],
);

/** Every secret of a channel, sealed. `name` says what it is for (`secretName` in lib/domain). */
export const channelSecrets = sqliteTable(
  "channel_secrets",
  {
    channelId: text()
      .notNull()
      .references(() => channels.id),
    name: text().notNull(),
    sealed: blob({ mode: "buffer" }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.channelId, table.name] })],
);
