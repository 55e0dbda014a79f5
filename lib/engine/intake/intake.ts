import { DELIVERIES_PER_POST } from "#lib/domain/ceilings.ts";
import { AppError } from "#lib/domain/errors.ts";
import type { Tx } from "#lib/engine/write/context.ts";
import { type AcceptedAlert, accept, type Post, remember } from "./plan.ts";
import { publish, type Routes } from "./publish.ts";

const TOO_MANY_DELIVERIES = `Nothing was stored: this post would queue more than ${DELIVERIES_PER_POST.toLocaleString("en")} deliveries. Split it into several posts.`;

/*
 * The whole product is one path:
 *
 *   alert in → normalise    lib/sources        a sender's format becomes alerts
 *            → accept       accept.ts          complete each from what is stored, or refuse the post
 *            → publish      publish.ts         store the event and its alert's new state, then:
 *            → route        route.ts           decide for every channel: send, or why not
 *            → enqueue      enqueue.ts         one delivery per channel, behind the alert's earlier ones
 *            ═ commit ═                        only now is the post answered
 *            → deliver      deliver.ts         one request, one named outcome (lib/webhook)
 *            → record       record.ts          the attempt and what follows from it
 *            → show         db/queries, app
 */

/**
 * Takes in one post within the open transaction; returns one result per alert, in order. Throws AppError `invalid`
 * or `conflict`: the transaction, or its savepoint, then undoes what was written.
 */
export function takeIn(tx: Tx, post: Post, routes: Routes): AcceptedAlert[] {
  const planned = accept(tx, post);
  let deliveries = 0;
  for (const alert of planned) {
    if (alert.kind === "duplicate") continue;
    deliveries += publish(tx, alert.event, routes);
    if (deliveries > DELIVERIES_PER_POST) throw new AppError("invalid", TOO_MANY_DELIVERIES);
    remember(tx, post.apiKey.id, alert);
  }
  return planned.map(({ eventId, alertId, kind }) => ({ eventId, alertId, duplicate: kind === "duplicate" }));
}
