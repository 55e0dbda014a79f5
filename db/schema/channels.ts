import { sql } from "drizzle-orm";
import { blob, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import type { AuthView, HeaderView } from "#lib/domain/channel/channel.ts";
import type { PinnedCertificate } from "#lib/domain/delivery/outcome.ts";

/** What a channel has learned of its receiver's certificates. */
export type CertificateMemory = {
  /** Trusted although no known CA vouches for it. */
  pin: PinnedCertificate | null;
  /** Since a known CA vouched for it once, nothing less is pinned by itself. */
  metCaVouched: boolean;
  /** The other certificate that it showed last: an admin may trust it. */
  offered: PinnedCertificate | null;
};

/**
 * A deleted channel keeps its row, so that old deliveries can still name it. Nothing here is secret:
 * `url` is the URL as shown, a sensitive header has no value.
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
    retrySchedule: text({ mode: "json" }).$type<number[]>().notNull(),
    maxInFlight: integer().notNull(),
    certificates: text({ mode: "json" }).$type<CertificateMemory>().notNull(),
    /** Until when the signing secret before the present one signs too. */
    previousSecretUntil: integer(),
    /** Since when its receiver has been in trouble, ms since 1970: it is probed until it answers. */
    failingSince: integer(),
    /** Since when its receiver has refused every delivery, ms since 1970, and what it said first. */
    refusingSince: integer(),
    refusal: text(),
    /** Its receiver asked for a wait (Retry-After): no delivery starts before, ms since 1970. */
    heldUntil: integer(),
    version: integer().notNull(),
    createdAt: integer().notNull(),
    updatedAt: integer().notNull(),
    deletedAt: integer(),
  },
  (table) => [uniqueIndex("channels_name").on(table.nameKey).where(sql`${table.deletedAt} IS NULL`)],
);

/** Every secret of a channel, sealed; `name` says what it is for (`secretName` in lib/domain). */
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
