import { and, asc, eq, isNull, sql } from "drizzle-orm";
import { type Db, prepared } from "#db/client.ts";
import { channels } from "#db/schema/index.ts";
import type { ChannelFace, ChannelView } from "#lib/domain/channel/channel.ts";
import { healthOf, type StoredHealth } from "#lib/domain/channel/health.ts";
import { nameKey } from "#lib/domain/text.ts";
import { keepChannelVersion } from "./channel-versions.ts";

export type ChannelRow = typeof channels.$inferSelect;

/** Not deleted. */
export const live = isNull(channels.deletedAt);

export async function findChannel(db: Db, id: string): Promise<ChannelView | null> {
  const row = channelRow(db, id);
  return row === undefined ? null : toChannelView(row);
}

const byId = prepared((db) =>
  db
    .select()
    .from(channels)
    .where(and(eq(channels.id, sql.placeholder("id")), live))
    .prepare(),
);

/** The stored row of a channel that is not deleted. */
export const channelRow = (db: Db, id: string): ChannelRow | undefined => byId(db).get({ id });

/** Whether the id is or was a channel's: deliveries outlive their channel. */
export const isChannel = (db: Db, id: string): boolean =>
  db.select({ id: channels.id }).from(channels).where(eq(channels.id, id)).get() !== undefined;

/** The live channel with this name, compared without regard to case. */
export function channelNamed(db: Db, name: string): { id: string; name: string } | undefined {
  return db
    .select({ id: channels.id, name: channels.name })
    .from(channels)
    .where(and(eq(channels.nameKey, nameKey(name)), live))
    .get();
}

export function insertChannel(
  db: Db,
  row: Omit<
    ChannelRow,
    | "nameKey"
    | "deletedAt"
    | "disabledReason"
    | "previousSecretUntil"
    | "oldestExpiredAt"
    | keyof StoredHealth
  >,
): void {
  db.insert(channels)
    .values({ ...row, nameKey: nameKey(row.name) })
    .run();
  keepChannelVersion(db, row.id);
}

/**
 * Stores an admin's change as the next version. Forgets that the receiver refused deliveries, as the change
 * may end that.
 */
export function updateChannel(
  db: Db,
  id: string,
  changes: Partial<
    ChannelFace &
      Pick<
        ChannelRow,
        "disabledReason" | "previousSecretUntil" | "certificates" | "heldUntil" | "onlyFailuresSince"
      >
  >,
  now: number,
): void {
  const renamed = changes.name === undefined ? {} : { nameKey: nameKey(changes.name) };
  const { changes: changed } = db
    .update(channels)
    .set({
      ...changes,
      ...renamed,
      refusingSince: null,
      refusal: null,
      version: sql`${channels.version} + 1`,
      updatedAt: now,
    })
    .where(and(eq(channels.id, id), live))
    .run();
  if (changed > 0) keepChannelVersion(db, id);
}

/** Enables a channel. The change that this belongs to has counted the version already, so it stays. */
export function enableChannel(db: Db, id: string): void {
  db.update(channels)
    .set({ enabled: true, disabledReason: null, onlyFailuresSince: null })
    .where(and(eq(channels.id, id), live))
    .run();
}

/** Stores what is known of the receiver's certificates. Nobody edited the channel, so the version stays. */
export function rememberCertificates(db: Db, id: string, certificates: ChannelRow["certificates"]): void {
  db.update(channels)
    .set({ certificates })
    .where(and(eq(channels.id, id), live))
    .run();
}

/** Marks a channel as deleted, which frees its name; the row stays for the history. */
export function markChannelDeleted(db: Db, id: string, now: number): void {
  db.update(channels)
    .set({ deletedAt: now, enabled: false })
    .where(and(eq(channels.id, id), live))
    .run();
}

/** All channels by name, read in the open transaction. */
export const channelsByName = (db: Db): ChannelView[] =>
  db.select().from(channels).where(live).orderBy(asc(channels.nameKey)).all().map(toChannelView);

export const liveChannelIds = (db: Db): string[] =>
  db
    .select({ id: channels.id })
    .from(channels)
    .where(live)
    .all()
    .map(({ id }) => id);

/** The channels that get deliveries: neither disabled nor deleted. */
export const openChannelIds = (db: Db): string[] =>
  db
    .select({ id: channels.id })
    .from(channels)
    .where(and(live, eq(channels.enabled, true)))
    .all()
    .map(({ id }) => id);

export function toChannelView(row: ChannelRow): ChannelView {
  return {
    id: row.id,
    name: row.name,
    enabled: row.enabled,
    disabledReason: row.disabledReason,
    health: healthOf(row),
    failingSince: row.failingSince,
    refusingSince: row.refusingSince,
    refusal: row.refusal,
    onlyFailuresSince: row.onlyFailuresSince,
    heldUntil: row.heldUntil,
    url: row.url,
    verifySsl: row.verifySsl,
    urlSecrets: row.urlSecrets,
    auth: row.auth,
    headers: row.headers,
    format: row.format,
    retrySchedule: row.retrySchedule,
    maxInFlight: row.maxInFlight,
    autoDisable: row.autoDisable,
    certificate: {
      pinned: row.certificates.pin?.sha256 ?? null,
      offered: row.certificates.offered?.sha256 ?? null,
    },
    previousSecretUntil: row.previousSecretUntil,
    version: row.version,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
  };
}
