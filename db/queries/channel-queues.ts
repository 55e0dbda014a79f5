import { setImmediate } from "node:timers/promises";
import { type Db, prepared } from "#db/client.ts";
import { channels } from "#db/schema/index.ts";
import { statement } from "#db/statement.ts";
import { type HealthName, healthOf } from "#lib/domain/channel/health.ts";
import { live } from "./channels.ts";
import { isAnyHeld } from "./held-deliveries.ts";

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

type Place = { alertId: string; position: number };
type Step = Place & { channelId: string; limit: number };

const IN_LINE = `FROM deliveries INDEXED BY deliveries_line WHERE state = 'pending'
  AND channel_id = +@channelId AND (alert_id, position) > (+@alertId, +@position)`;
const countStep = statement<Step, { count: number }>(
  `SELECT count(*) AS count FROM (SELECT 1 ${IN_LINE} LIMIT @limit)`,
);
const endOfStep = statement<Step, Place>(
  `SELECT alert_id AS alertId, position ${IN_LINE}
   ORDER BY alert_id, position LIMIT 1 OFFSET @limit - 1`,
);

/** Deliveries counted at once, which takes some 2 ms: a million may wait. */
const COUNTED_AT_ONCE = 20_000;

/** How many deliveries wait for a channel. Counts in steps of `limit`, so that the thread can work in between. */
export const queueDepth = (db: Db, channelId: string, limit = COUNTED_AT_ONCE): Promise<number> =>
  counted(db, stepsOf(db, channelId, limit), countStep);

const countUnheldStep = statement<Step, { count: number }>(
  `SELECT count(*) AS count FROM (SELECT held ${IN_LINE} LIMIT @limit) WHERE held IS NULL`,
);

/** How many deliveries wait for a channel and are not held, in steps like `queueDepth`. */
export const unheldDepth = (db: Db, channelId: string, limit = COUNTED_AT_ONCE): Promise<number> =>
  // The index that both count in doesn't know what is held, and usually nothing is.
  counted(db, stepsOf(db, channelId, limit), isAnyHeld(db) ? countUnheldStep : countStep);

async function counted(db: Db, steps: AsyncIterable<Step>, count: typeof countStep): Promise<number> {
  let depth = 0;
  for await (const step of steps) depth += count(db).get(step)?.count ?? 0;
  return depth;
}

const lowestOfStep = statement<Step & { below: number; most: number }, { seq: number }>(
  `SELECT seq FROM (SELECT seq, held ${IN_LINE} LIMIT @limit) WHERE seq < @below AND held IS NULL ORDER BY seq LIMIT @most`,
);

/** The `most` oldest of the deliveries (`seq`) that wait for a channel and are not held, in steps like `queueDepth`. */
export async function oldestWaitingFor(
  db: Db,
  channelId: string,
  most: number,
  limit = COUNTED_AT_ONCE,
): Promise<number[]> {
  let oldest: number[] = [];
  for await (const step of stepsOf(db, channelId, limit)) {
    const below = oldest.length < most ? Number.MAX_SAFE_INTEGER : (oldest.at(-1) ?? 0);
    const found = lowestOfStep(db).all({ ...step, below, most });
    oldest = [...oldest, ...found.map(({ seq }) => seq)].sort((one, other) => one - other).slice(0, most);
  }
  return oldest;
}

/** The steps through what waits for a channel, `limit` deliveries each; between them the thread can work. */
async function* stepsOf(db: Db, channelId: string, limit: number): AsyncGenerator<Step> {
  let after: Place | undefined = { alertId: "", position: 0 };
  while (after !== undefined) {
    const step: Step = { channelId, limit, ...after };
    yield step;
    after = endOfStep(db).get(step);
    if (after !== undefined) await setImmediate();
  }
}

const last = statement<Record<string, never>, { seq: number | null }>(
  "SELECT max(seq) AS seq FROM deliveries",
);

/** The number of the newest delivery; 0 before the first. No queue has grown by more since an earlier one. */
export const lastDeliverySeq = (db: Db): number => last(db).get({})?.seq ?? 0;

/** The condition of the partial index is said too, because SQLite doesn't conclude it from the other one. */
const oldest = statement<Record<string, never>, { createdAt: number }>(
  `SELECT created_at AS createdAt FROM deliveries INDEXED BY deliveries_state
   WHERE state = 'pending' AND state <> 'delivered' ORDER BY seq LIMIT 1`,
);

/** When the event of the oldest waiting delivery came in, ms since 1970; null if none waits. */
export const oldestWaiting = (db: Db): number | null => oldest(db).get({})?.createdAt ?? null;

/** Of a delivery that was never redelivered, even if it had expired before its first attempt. */
export const NOT_REDELIVERED = "schedule_start = 0 AND waits_since IS NULL";

/** Looks at the oldest 1,000 only, so that many that are sent again don't make it slow. */
const oldestNew = statement<Record<string, never>, { createdAt: number | null }>(
  `SELECT min(created_at) AS createdAt FROM
     (SELECT created_at, schedule_start, waits_since FROM deliveries INDEXED BY deliveries_state
      WHERE state = 'pending' AND state <> 'delivered' ORDER BY seq LIMIT 1000)
   WHERE ${NOT_REDELIVERED}`,
);

/** The same without what was redelivered, which has waited for less long than its event is old. */
export const oldestNotRedelivered = (db: Db): number | null => oldestNew(db).get({})?.createdAt ?? null;
