import { and, asc, desc, eq, isNull, lt, sql } from "drizzle-orm";
import { type Db, prepared } from "#db/client.ts";
import { channels } from "#db/schema/index.ts";
import type { ChannelListRow, ChannelView } from "#lib/domain/channel/channel.ts";
import { type HealthName, healthOf, type StoredHealth } from "#lib/domain/channel/health.ts";
import { PENDING_COUNTED } from "#lib/domain/channel/pending.ts";
import type { DeliveryState } from "#lib/domain/delivery/delivery.ts";
import { nameKey } from "#lib/domain/text.ts";
import { hasHealth } from "./channel-health.ts";
import { badCursor, DEFAULT_LIMIT, type Page, type PageRequest, toPage } from "./page.ts";

export type { ChannelListRow };

export type ChannelRow = typeof channels.$inferSelect;

const live = isNull(channels.deletedAt);

/**
 * All channels by name, each with its newest delivery and what is pending. There are tens of them, not thousands.
 * `channels.id` is written out: of a column Drizzle would leave the table away, and "id" would be the delivery's.
 */
export async function listChannels(db: Db): Promise<ChannelListRow[]> {
  const newest = sql`FROM deliveries WHERE channel_id = channels.id ORDER BY seq DESC LIMIT 1`;
  const pending = sql`FROM deliveries WHERE channel_id = channels.id AND state = 'pending'`;
  const rows = db
    .select({
      channel: channels,
      lastState: sql<DeliveryState | null>`(SELECT state ${newest})`,
      lastAt: sql<number | null>`(SELECT coalesce(finished_at, created_at) ${newest})`,
      pendingDeliveries: sql<number>`(SELECT count(*) FROM (SELECT 1 ${pending} LIMIT ${PENDING_COUNTED + 1}))`,
    })
    .from(channels)
    .where(live)
    .orderBy(asc(channels.nameKey))
    .all();
  return rows.map(({ channel, lastState, lastAt, pendingDeliveries }) => ({
    ...toChannelView(channel),
    lastDelivery: lastState === null ? null : { state: lastState, at: lastAt ?? channel.createdAt },
    pendingDeliveries,
  }));
}

export type ChannelFilter = PageRequest & {
  enabled?: boolean | undefined;
  health?: HealthName | undefined;
  name?: string | undefined;
};

/** A page of channels, newest first (their ids sort by age). */
export async function pageOfChannels(db: Db, filter: ChannelFilter): Promise<Page<ChannelView>> {
  const limit = filter.limit ?? DEFAULT_LIMIT;
  if (filter.cursor !== undefined && !/^chn_[0-9a-f-]{36}$/.test(filter.cursor)) throw badCursor();
  const conditions = [
    live,
    filter.cursor === undefined ? undefined : lt(channels.id, filter.cursor),
    filter.enabled === undefined ? undefined : eq(channels.enabled, filter.enabled),
    filter.health && hasHealth[filter.health],
    filter.name === undefined ? undefined : eq(channels.nameKey, nameKey(filter.name)),
  ];
  const rows = db
    .select()
    .from(channels)
    .where(and(...conditions))
    .orderBy(desc(channels.id))
    .limit(limit + 1)
    .all();
  return toPage(rows.map(toChannelView), limit, ({ id }) => id);
}

export async function findChannel(db: Db, id: string): Promise<ChannelView | null> {
  const row = channelRow(db, id);
  return row === undefined ? null : toChannelView(row);
}

/** How many deliveries wait for a channel, counted up to one more than PENDING_COUNTED. */
export async function countPending(db: Db, id: string): Promise<number> {
  const pending = sql`FROM deliveries WHERE channel_id = ${id} AND state = 'pending' LIMIT ${PENDING_COUNTED + 1}`;
  return db.get<{ count: number }>(sql`SELECT count(*) AS count FROM (SELECT 1 ${pending})`).count;
}

/** How many deliveries wait for a channel, all of them counted. */
export function countWaiting(db: Db, id: string): number {
  const pending = sql`FROM deliveries WHERE channel_id = ${id} AND state = 'pending'`;
  return db.get<{ count: number }>(sql`SELECT count(*) AS count ${pending}`).count;
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

/** Another live channel that already bears this name, whatever its case. */
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
    "nameKey" | "deletedAt" | "disabledReason" | "previousSecretUntil" | keyof StoredHealth
  >,
): void {
  db.insert(channels)
    .values({ ...row, nameKey: nameKey(row.name) })
    .run();
}

export type StoredSettings = Pick<
  ChannelRow,
  | "name"
  | "enabled"
  | "url"
  | "verifySsl"
  | "urlSecrets"
  | "auth"
  | "headers"
  | "retrySchedule"
  | "maxInFlight"
>;

/** Writes what an admin changed, as the next version: whether its receiver refuses that is to be seen anew. */
export function updateChannel(
  db: Db,
  id: string,
  changes: Partial<
    StoredSettings & Pick<ChannelRow, "disabledReason" | "previousSecretUntil" | "certificates" | "heldUntil">
  >,
  now: number,
): void {
  const renamed = changes.name === undefined ? {} : { nameKey: nameKey(changes.name) };
  db.update(channels)
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
}

/** Switches a channel on: the end of a change that is written already, so the version stays. */
export function enableChannel(db: Db, id: string): void {
  db.update(channels)
    .set({ enabled: true, disabledReason: null })
    .where(and(eq(channels.id, id), live))
    .run();
}

/** Writes what was learned of the receiver's certificates: nobody's edit, so the version stays. */
export function rememberCertificates(db: Db, id: string, certificates: ChannelRow["certificates"]): void {
  db.update(channels)
    .set({ certificates })
    .where(and(eq(channels.id, id), live))
    .run();
}

/** Frees the channel's name; the row stays for the history. */
export function markChannelDeleted(db: Db, id: string, now: number): void {
  db.update(channels)
    .set({ deletedAt: now, enabled: false })
    .where(and(eq(channels.id, id), live))
    .run();
}

export const liveChannelIds = (db: Db): string[] =>
  db
    .select({ id: channels.id })
    .from(channels)
    .where(live)
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
    heldUntil: row.heldUntil,
    url: row.url,
    verifySsl: row.verifySsl,
    urlSecrets: row.urlSecrets,
    auth: row.auth,
    headers: row.headers,
    retrySchedule: row.retrySchedule,
    maxInFlight: row.maxInFlight,
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
