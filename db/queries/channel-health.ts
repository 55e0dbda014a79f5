import { and, eq, isNotNull, isNull, type SQL } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { channels } from "#db/schema/index.ts";
import type { HealthName, StoredHealth } from "#lib/domain/channel/health.ts";

/** The condition for channels of each health, as `healthOf` defines it. */
export const hasHealth: Record<HealthName, SQL | undefined> = {
  disabled: eq(channels.enabled, false),
  failing: and(eq(channels.enabled, true), isNotNull(channels.failingSince)),
  refusing: and(eq(channels.enabled, true), isNull(channels.failingSince), isNotNull(channels.refusingSince)),
  healthy: and(eq(channels.enabled, true), isNull(channels.failingSince), isNull(channels.refusingSince)),
};

/**
 * Stores how the channel's receiver does, unless the channel was edited since. Nobody edited the channel, so
 * its version stays.
 */
export function storeHealth(
  db: Db,
  { channelId, version }: { channelId: string; version: number },
  { failingSince, refusingSince, refusal, heldUntil }: StoredHealth,
): void {
  db.update(channels)
    .set({ failingSince, refusingSince, refusal, heldUntil })
    .where(and(eq(channels.id, channelId), eq(channels.version, version), isNull(channels.deletedAt)))
    .run();
}
