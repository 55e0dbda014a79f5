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
}: Pick<ChoreContext, "transact" | "retentionDays" | "routingChanged">): ChoreParts {
  /** The last event that was looked at; 0 before the first. */
  let after = 0;
  const step = async (): Promise<boolean> => {
    const last = await transact((tx) => {
      const next = removeOldEvents(tx.db, { after, before: tx.now - retentionDays * DAY_MS, limit: STEP });
      if (endMutesOfGoneAlerts(tx)) routingChanged(tx);
      return next;
    });
    after = last ?? 0;
    return last !== null;
  };
  return { name: "removing old events", everyMs: 60_000, step, restMs: () => REST_MS };
}

/** Returns whether any ended. */
function endMutesOfGoneAlerts(tx: Tx): boolean {
  const gone = liveMutesOfGoneAlerts(tx.db, tx.now);
  for (const mute of gone) endMute(tx, mute, { kind: "system" }, "alert_removed");
  return gone.length > 0;
}
