import { indexAlerts, searchIsBehind } from "#db/queries/alert-search.ts";
import { lastEventSeq } from "#db/queries/as-of.ts";
import { watchArrivals } from "./arrivals.ts";
import type { ChoreContext, ChoreParts } from "./chore.ts";
import { watchIdle } from "./idle.ts";

/** Alerts per transaction: about 5 ms. Fewer would leave more segments of the index to merge. */
const STEP = 200;
/** The search may be 1 s behind, so the chore looks four times as often. A look costs next to nothing. */
const LOOK_MS = 250;
/** After a step, rest for this many times its duration; for less while the thread has little else to do. */
const REST = 9;
const IDLE_REST = 2;
/** Up to this many events a second the index keeps up, however long a step takes; above, it may lag. */
const KEEPS_UP_WITH = 1_000;
const LONGEST_REST_MS = 75;

/** Adds alerts to the search index. Written with each event instead, it would halve the rate of intake. */
export function indexing({ db, transact }: Pick<ChoreContext, "db" | "transact">): ChoreParts {
  const arrivalsPerSecond = watchArrivals(() => lastEventSeq(db));
  const isIdle = watchIdle();
  return {
    name: "indexing alerts for the search",
    everyMs: LOOK_MS,
    isDue: () => searchIsBehind(db),
    step: () =>
      transact((tx) => {
        indexAlerts(tx.db, STEP);
        return searchIsBehind(tx.db);
      }),
    restMs: (tookMs) => restAfter({ tookMs, idle: isIdle(), keepsUp: arrivalsPerSecond() <= KEEPS_UP_WITH }),
  };
}

/**
 * How long to rest after a step that took `tookMs`, in ms. After 10 ms of work: 20 ms if the thread is idle,
 * 75 ms if the index has to keep up, else 90 ms.
 */
export function restAfter({
  tookMs,
  idle,
  keepsUp,
}: {
  tookMs: number;
  idle: boolean;
  keepsUp: boolean;
}): number {
  const rest = (idle ? IDLE_REST : REST) * tookMs;
  return keepsUp ? Math.min(rest, LONGEST_REST_MS) : rest;
}
