import { repeatAlert } from "#db/queries/alerts.ts";
import { readSent, type SentPost } from "#lib/domain/alert/sent-post.ts";
import { DELIVERIES_PER_POST } from "#lib/domain/ceilings.ts";
import { AppError } from "#lib/domain/errors.ts";
import { authorise } from "#lib/domain/people/actor.ts";
import { type PlannedAlert, type Post, planPost, rememberKey } from "#lib/engine/intake/plan.ts";
import { publish, type Routes } from "#lib/engine/intake/publish.ts";
import type { Tx, Verb } from "#lib/engine/write/context.ts";
import type { Meters } from "#lib/engine/write/meters.ts";

/*
 * The whole product is one path. This verb is its middle:
 *
 *   alert in → receive      web/ingest/receive.ts   check the post, and call this verb with its text
 *            → normalise    lib/sources             a sender's format becomes alerts
 *            → plan         intake/plan.ts          complete each alert from what is stored, or refuse the post
 *            → publish      intake/publish.ts       store the event and its alert's new state, then:
 *            → route        intake/route.ts         decide for every channel: send, or why not
 *            → enqueue      intake/enqueue.ts       one delivery per channel, behind the alert's earlier ones
 *            → remember     intake/plan.ts          keep the idempotency key
 *            ═ commit ═                             only now is the post answered
 *            → deliver      delivery/deliver.ts     one request, one named outcome (lib/webhook)
 *            → record       delivery/record.ts      the attempt and what follows from it
 *            → show         db/queries, app
 */

/**
 * Accepts a post: resolves with the answer's body once its events and deliveries are on disk. Scope `ingest`.
 * Throws AppError `invalid` or `conflict`; then nothing of the post is stored.
 */
export const acceptAlerts: Verb<string> = (context, { actor, input }) => {
  authorise(actor, "ingest");
  if (actor.kind !== "api_key") throw new AppError("forbidden", "Alerts are posted with an API key.");
  // No schema parses this input here: lib/sources has checked the post in the HTTP thread.
  const sent = input as SentPost;
  const { webhookId, hops } = sent;
  const { id, name, requestId = null } = actor;
  const post: Post = { ...readSent(sent), webhookId, hops, requestId, apiKey: { id, name } };
  return context.transact((tx) =>
    storePost(tx, post, { table: context.routing(tx), queued: context.deliveryQueued }, context.meters),
  );
};

/** Plans the post, then publishes each alert and remembers its key. A throw undoes all of it. */
function storePost(tx: Tx, post: Post, routes: Routes, meters: Meters): string {
  const planned = planPost(tx, post);
  let fresh = 0;
  let deliveries = 0;
  for (const alert of planned) {
    if (alert.kind === "duplicate") continue;
    if (alert.kind === "repeat") {
      repeatAlert(tx.db, { ...alert, now: tx.now });
      continue;
    }
    fresh++;
    deliveries += publish(tx, alert.event, routes);
    if (deliveries > DELIVERIES_PER_POST) throw new AppError("invalid", TOO_MANY_DELIVERIES);
    rememberKey(tx, post.apiKey.id, alert);
  }
  tx.afterCommit(() => meters.accepted(fresh));
  return accepted(planned);
}

const TOO_MANY_DELIVERIES = `Nothing was stored: this post would queue more than ${DELIVERIES_PER_POST.toLocaleString("en")} deliveries. Split it into several posts.`;

/** One result per alert, in order. It is JSON already, because objects would be copied member by member. */
function accepted(planned: PlannedAlert[]): string {
  const results = planned.map(({ eventId, alertId, kind }) => ({
    event_id: eventId,
    alert_id: alertId,
    duplicate: kind !== "fresh",
  }));
  const duplicates = results.filter(({ duplicate }) => duplicate).length;
  return JSON.stringify({ accepted: results.length - duplicates, duplicates, results });
}
