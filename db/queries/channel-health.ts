import { and, eq, isNotNull, isNull, lte, or, type SQL } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { channels } from "#db/schema/index.ts";
import type { HealthName, StoredHealth } from "#lib/domain/channel/health.ts";

/** The condition for each health, the same as `healthOf` decides it. */
export const hasHealth: Record<HealthName, SQL | undefined> = {
  disabled: eq(channels.enabled, false),
  failing: and(eq(channels.enabled, true), isNotNull(channels.failingSince)),
  refusing: and(eq(channels.enabled, true), isNull(channels.failingSince), isNotNull(channels.refusingSince)),
  healthy: and(eq(channels.enabled, true), isNull(channels.failingSince), isNull(channels.refusingSince)),
};

/** The condition of a channel that is failing or refusing, or that Tocsin itself disabled: then it has a reason. */
export const isInTrouble = or(
  hasHealth.failing,
  hasHealth.refusing,
  and(hasHealth.disabled, isNotNull(channels.disabledReason)),
);

/** Stores a channel's health, unless it was edited since. Its health is no edit, so the version stays. */
export function storeHealth(
  db: Db,
  { channelId, version }: { channelId: string; version: number },
  { failingSince, refusingSince, refusal, onlyFailuresSince, heldUntil }: StoredHealth,
): void {
  db.update(channels)
    .set({ failingSince, refusingSince, refusal, onlyFailuresSince, heldUntil })
    .where(and(eq(channels.id, channelId), eq(channels.version, version), isNull(channels.deletedAt)))
    .run();
}

/** The enabled channels that may be disabled automatically, and of which every attempt since `since` (ms) failed. */
export const channelsWithOnlyFailures = (db: Db, since: number): string[] =>
  db
    .select({ id: channels.id })
    .from(channels)
    .where(
      and(
        isNull(channels.deletedAt),
        eq(channels.enabled, true),
        eq(channels.autoDisable, true),
        lte(channels.onlyFailuresSince, since),
      ),
    )
    .all()
    .map(({ id }) => id);
