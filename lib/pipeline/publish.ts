import { insertEvent, moveAlertTo, type NewEvent } from "#db/queries/alerts.ts";
import type { RoutingTable } from "#lib/domain/rule.ts";
import type { Tx } from "#lib/verb.ts";
import { autoResolveAt } from "./auto-resolve.ts";
import { enqueue } from "./enqueue.ts";
import { route } from "./route.ts";

export type Routes = { table: RoutingTable; wake: (channelId: string) => void };

/**
 * Stores an event, makes it its alert's present state, and queues it for every channel that wants it; whatever
 * is not sent gets its reason recorded. Whoever makes events, a post, a user or a rule, ends here.
 */
export function publish(tx: Tx, event: NewEvent, { table, wake }: Routes): void {
  const seq = insertEvent(tx.db, event);
  moveAlertTo(tx.db, seq, event, autoResolveAt(event, table));
  for (const decision of route(event.payload, table)) {
    enqueue(tx, { seq, payload: event.payload }, decision);
    if (decision.kind === "send") tx.afterCommit(() => wake(decision.channelId));
  }
}
