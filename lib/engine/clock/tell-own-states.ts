import { forgetFollowedState, storeFollowedState } from "#db/queries/own-states.ts";
import { publish, type Routes } from "#lib/engine/intake/publish.ts";
import type { Tx } from "#lib/engine/write/context.ts";
import type { ChoreContext, ChoreParts } from "./chore.ts";
import { endEvent, openEvent } from "./own/events.ts";
import { lookAtOwnStates, type OwnChange } from "./own/look.ts";

/** Events per transaction: few, since each may go to all channels. */
const STEP = 5;

type Context = Pick<ChoreContext, "db" | "now" | "transact" | "routing" | "deliveryQueued" | "freeSpace">;

/**
 * Tells the states of Tocsin's own as alerts, and their ends. All is decided from what is stored, and an event
 * is written together with what is remembered of it: so a kill neither repeats nor loses one.
 */
export const tellingOwnStates = ({
  db,
  now,
  transact,
  routing,
  deliveryQueued,
  freeSpace,
}: Context): ChoreParts => ({
  name: "telling the state of Tocsin itself",
  everyMs: 1_000,
  isDue: () => lookAtOwnStates(db, { now: now(), space: freeSpace() }).length > 0,
  step: () =>
    transact((tx) => {
      const changes = lookAtOwnStates(tx.db, { now: tx.now, space: freeSpace() });
      return keep(tx, changes, { table: routing(tx), queued: deliveryQueued });
    }),
});

/**
 * Stores what is new, and publishes up to STEP of the events that are due, one per thing. Returns whether more
 * may be due now.
 */
function keep(tx: Tx, changes: readonly OwnChange[], routes: Routes): boolean {
  const told = new Set<string>();
  for (const change of changes) {
    const { state, differs, due, forget } = change;
    const tells = due !== null && told.size < STEP && !told.has(state.thing);
    if (tells) {
      tell(tx, change, routes);
      told.add(state.thing);
    }
    if (forget) forgetFollowedState(tx.db, state);
    else if (tells) storeFollowedState(tx.db, { ...state, toldAt: tx.now });
    else if (differs) storeFollowedState(tx.db, state);
  }
  return told.size === STEP;
}

function tell(tx: Tx, { state, lasting }: OwnChange, routes: Routes): void {
  const event = lasting === undefined ? endEvent(tx, state) : openEvent(tx, state, lasting);
  if (event !== undefined) publish(tx, event, routes);
}
