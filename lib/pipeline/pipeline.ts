import type { RoutingTable } from "#lib/domain/rule.ts";
import type { Tx } from "#lib/verb.ts";
import { type AcceptedAlert, accept, type Post, store } from "./accept.ts";
import { enqueue } from "./enqueue.ts";
import { route } from "./route.ts";

/*
 * The whole product is one path:
 *
 *   alert in → normalise    lib/sources        a sender's format becomes alerts
 *            → accept       accept.ts          complete each from what is stored, refuse or store the post
 *            → route        route.ts           decide for every channel: send, or why not
 *            → enqueue      enqueue.ts         one delivery per channel, behind the alert's earlier ones
 *            ═ commit ═                        only now is the post answered
 *            → deliver      deliver.ts         one request, one named outcome (lib/webhook)
 *            → record       record.ts          the attempt and what follows from it
 *            → show         db/queries, app
 */

/**
 * Takes in one post within the open transaction. Throws AppError `invalid` or `conflict` before it has
 * written anything; returns one result per alert, in order.
 */
export function takeIn(
  tx: Tx,
  post: Post,
  routing: RoutingTable,
  wake: (channelId: string) => void,
): AcceptedAlert[] {
  const planned = accept(tx, post);
  for (const alert of planned) {
    if (alert.kind === "duplicate") continue;
    const eventSeq = store(tx, post.apiKey.id, alert);
    for (const decision of route(alert.event.payload, routing)) {
      enqueue(tx, { seq: eventSeq, payload: alert.event.payload }, decision);
      if (decision.kind === "send") tx.afterCommit(() => wake(decision.channelId));
    }
  }
  return planned.map(({ eventId, alertId, kind }) => ({ eventId, alertId, duplicate: kind === "duplicate" }));
}
