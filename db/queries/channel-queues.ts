import { type Db, prepared } from "#db/client.ts";
import { channels } from "#db/schema/index.ts";
import { statement } from "#db/statement.ts";
import { type HealthName, healthOf } from "#lib/domain/channel/health.ts";
import { live } from "./channels.ts";

const healths = prepared((db) =>
  db
    .select({
      id: channels.id,
      enabled: channels.enabled,
      failingSince: channels.failingSince,
      refusingSince: channels.refusingSince,
    })
    .from(channels)
    .where(live)
    .orderBy(channels.id)
    .prepare(),
);

/** The health of every channel that is not deleted. */
export const channelHealths = (db: Db): { id: string; health: HealthName }[] =>
  healths(db)
    .all()
    .map((row) => ({ id: row.id, health: healthOf(row) }));

const depths = statement<Record<string, never>, { channelId: string; count: number }>(
  `SELECT channel_id AS channelId, count(*) AS count
   FROM deliveries INDEXED BY deliveries_line WHERE state = 'pending' GROUP BY channel_id`,
);

/** How many deliveries wait for each channel; a channel that none waits for is missing. */
export const queueDepths = (db: Db): Map<string, number> =>
  new Map(
    depths(db)
      .all({})
      .map(({ channelId, count }) => [channelId, count]),
  );

/** The condition of the partial index is said too, because SQLite doesn't conclude it from the other one. */
const oldest = statement<Record<string, never>, { createdAt: number }>(
  `SELECT created_at AS createdAt FROM deliveries INDEXED BY deliveries_state
   WHERE state = 'pending' AND state <> 'delivered' ORDER BY seq LIMIT 1`,
);

/** When the event of the oldest waiting delivery came in, ms since 1970; null if none waits. */
export const oldestWaiting = (db: Db): number | null => oldest(db).get({})?.createdAt ?? null;
