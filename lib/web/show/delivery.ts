import type { Db } from "#db/client.ts";
import { findDelivery, type StoredDelivery } from "#db/queries/deliveries.ts";
import type { AttemptView, DeliveryDetail } from "#lib/domain/delivery/delivery.ts";
import { type Actor, may } from "#lib/domain/people/actor.ts";
import { formats } from "#lib/formats/formats.ts";
import { type ComposedRequest, masked, requestOf, templateOf } from "#lib/formats/request.ts";

/**
 * One delivery with its exact body, its newest request and all its attempts, as far as the actor may see
 * them; null if there is none. Before the first attempt it shows the request that would be sent at `now`
 * (ms).
 */
export async function deliveryDetail(
  db: Db,
  id: string,
  actor: Actor,
  now = Date.now(),
): Promise<DeliveryDetail | null> {
  const stored = await findDelivery(db, id);
  if (stored === null) return null;
  const upcoming = upcomingRequest(stored, now);
  const { request = upcoming } = stored.attempts.at(-1) ?? {};
  const attempts = attemptsFor(actor, stored.attempts);
  return { ...stored.view, request: { ...request, body: upcoming.body }, attempts };
}

/**
 * The attempts as the actor may see them. Answers are only for those who may test the channel: a receiver can
 * derive something from a secret that no mask recognises.
 */
function attemptsFor(actor: Actor, attempts: AttemptView[]): AttemptView[] {
  return may(actor, "operate") ? attempts : attempts.map((attempt) => ({ ...attempt, response: null }));
}

function upcomingRequest(
  { view, payloadText, hops, channel, routed }: StoredDelivery,
  now: number,
): ComposedRequest {
  const timestamp = Math.floor(Math.max(now, view.nextAttemptAt ?? 0) / 1_000);
  const facts = { eventId: view.eventId, body: formats.alert.body(payloadText, routed), hops, timestamp };
  return requestOf(templateOf(channel, formats.alert, masked), facts);
}
