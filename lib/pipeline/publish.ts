import { insertEvent, moveAlertTo, type NewEvent } from "#db/queries/alerts.ts";
import type { DueDelivery } from "#db/queries/delivery-queue.ts";
import { isAccessRequestEvent } from "#lib/domain/access-request.ts";
import type { RoutingTable } from "#lib/domain/rule.ts";
import type { Tx } from "#lib/verb.ts";
import { enqueue } from "./enqueue.ts";
import { route } from "./route.ts";

export type Routes = {
  table: RoutingTable;
  /** Hears of each delivery that is due at once, when it is on disk. */
  queued: (channelId: string, delivery: DueDelivery) => void;
};

/**
 * Stores an event, makes it its alert's present state, and queues it for every channel that wants it; whatever
 * is not sent gets its reason recorded. Whoever makes events, a post, a user or a rule, ends here.
 */
export function publish(tx: Tx, event: NewEvent, { table, queued }: Routes): void {
  const seq = insertEvent(tx.db, event);
  moveAlertTo(tx.db, seq, event);
  const decisions = route(event.payload, table);
  for (const decision of decisions) {
    const due = enqueue(tx, { seq, id: event.id, payload: event.payload }, decision);
    if (due !== null) tx.afterCommit(() => queued(decision.channelId, due));
  }
  const { di_event } = event.payload;
  if (isAccessRequestEvent(di_event) && decisions.every(({ kind }) => kind === "skip"))
    tx.tally("access_event_unheard", di_event);
}
