import { and, asc, desc, eq, lt, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { channels } from "#db/schema/index.ts";
import type { ChannelListRow, ChannelView } from "#lib/domain/channel/channel.ts";
import type { HealthName } from "#lib/domain/channel/health.ts";
import { PENDING_COUNTED } from "#lib/domain/channel/pending.ts";
import type { DeliveryState } from "#lib/domain/delivery/delivery.ts";
import { nameKey } from "#lib/domain/text.ts";
import { hasHealth } from "./channel-health.ts";
import { live, toChannelView } from "./channels.ts";
import { badCursor, DEFAULT_LIMIT, type Page, type PageRequest, toPage } from "./page.ts";

/**
 * All channels by name, each with its newest delivery and the number of pending ones. There are tens of
 * channels, not thousands. `channels.id` is written as text: Drizzle would write only "id", which would be
 * the delivery's.
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

/** A page of channels, newest first: their ids sort by age. */
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
