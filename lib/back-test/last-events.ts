import { setImmediate as letOthersGo } from "node:timers/promises";
import type { Db } from "#db/client.ts";
import { lastEvents, type StoredEvent } from "#db/queries/last-events.ts";
import { TRIAL_EVENTS } from "#lib/domain/rule/trial.ts";

/** How many events are read at a time. */
const CHUNK = 100;
/** How long a back-test runs before it lets the thread serve others, ms, however long it takes per event. */
const TURN_MS = 20;

/** Looks at each of the last 1,000 events, newest first, and returns what it saw. */
export async function overLastEvents<Seen>(
  db: Db,
  look: (event: StoredEvent) => Promise<Seen>,
): Promise<Seen[]> {
  const seen: Seen[] = [];
  let below: number | undefined;
  let turnAt = performance.now();
  while (seen.length < TRIAL_EVENTS) {
    const chunk = await lastEvents(db, { below, limit: CHUNK });
    for (const event of chunk) {
      seen.push(await look(event));
      if (performance.now() - turnAt < TURN_MS) continue;
      await letOthersGo();
      turnAt = performance.now();
    }
    below = chunk.at(-1)?.seq;
    if (chunk.length < CHUNK) break;
  }
  return seen;
}
