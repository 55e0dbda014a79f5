import type { Db } from "#db/client.ts";
import { findDelivery, type StoredDelivery } from "#db/queries/deliveries.ts";
import { type Actor, may } from "#lib/domain/actor.ts";
import type { AttemptRequest, AttemptView, DeliveryDetail } from "#lib/domain/delivery.ts";
import * as seed from "#lib/formats/seed.ts";

/**
 * One delivery with the exact body that it sends, its newest request and all its attempts, as the actor may see
 * it; null where there is none.
 */
export async function deliveryDetail(db: Db, id: string, actor: Actor): Promise<DeliveryDetail | null> {
  const stored = await findDelivery(db, id);
  if (stored === null) return null;
  const body = seed.body(stored.payload, stored.routed);
  const request = stored.attempts.at(-1)?.request ?? upcomingRequest(stored);
  return { ...stored.view, request: { ...request, body }, attempts: attemptsFor(actor, stored.attempts) };
}

/** A receiver may make something of a secret that can't be told: its answers are for those who may test the channel. */
function attemptsFor(actor: Actor, attempts: AttemptView[]): AttemptView[] {
  return may(actor, "operate") ? attempts : attempts.map((attempt) => ({ ...attempt, response: null }));
}

/** Before the first attempt there is no time and no signature yet. */
function upcomingRequest({ view, channelUrl }: StoredDelivery): AttemptRequest {
  return { method: "POST", url: channelUrl, headers: { ...seed.headers(), "webhook-id": view.eventId } };
}
