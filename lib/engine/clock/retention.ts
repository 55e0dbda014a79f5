import { liveMutesOfGoneAlerts } from "#db/queries/mutes.ts";
import { removeOldEvents } from "#db/queries/retention.ts";
import type { Tx } from "#lib/engine/write/context.ts";
import { endMute } from "#lib/engine/write/end-mute.ts";
import type { ChoreContext, ChoreParts } from "./chore.ts";

const DAY_MS = 24 * 3_600_000;
/** Events looked at per transaction: a few milliseconds of the one writer's time. */
const STEP = 100;
/** Left to deliveries and posts between two steps, ms. */
const REST_MS = 20;

/**
 * Removes events older than `retentionDays`, with everything that belongs to them. The mutes of alerts that go
 * with them end.
 */
export function removingOld({
  transact,
  retentionDays,
  routingChanged,
  log,
}: Pick<ChoreContext, "transact" | "retentionDays" | "routingChanged" | "log">): ChoreParts {
  /** The last event that was looked at; 0 before the first. */
  let after = 0;
  /** How many events went since the first. */
  let gone = 0;
  const step = async (): Promise<boolean> => {
    const { removed, next } = await transact((tx) => {
      const step = removeOldEvents(tx.db, { after, before: tx.now - retentionDays * DAY_MS, limit: STEP });
      if (endMutesOfGoneAlerts(tx)) routingChanged(tx);
      return step;
    });
    after = next ?? 0;
    gone += removed;
    if (next === null && gone > 0) {
      log.info({ events: gone, days: retentionDays }, "old events were removed");
      gone = 0;
    }
    return next !== null;
  };
  return { name: "removing old events", everyMs: 60_000, step, restMs: () => REST_MS };
}

/** Returns whether any ended. */
function endMutesOfGoneAlerts(tx: Tx): boolean {
  const gone = liveMutesOfGoneAlerts(tx.db, tx.now);
  for (const mute of gone) endMute(tx, mute, { kind: "system" }, "alert_removed");
  return gone.length > 0;
}
