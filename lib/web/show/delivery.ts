import type { Db } from "#db/client.ts";
import type { StoredAttempt } from "#db/queries/attempts.ts";
import { channelVersion } from "#db/queries/channel-versions.ts";
import { findDelivery, type StoredDelivery } from "#db/queries/deliveries.ts";
import type { AttemptRequest, AttemptView, DeliveryDetail } from "#lib/domain/delivery/delivery.ts";
import { type Actor, may } from "#lib/domain/people/actor.ts";
import { alert } from "#lib/formats/alert.ts";
import { masked, type RequestFacts, requestOf, templateOf } from "#lib/formats/request.ts";

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
  const attempts = stored.attempts.map((attempt) =>
    attemptFor(actor, attempt, sentRequest(db, stored, attempt)),
  );
  const request = attempts.at(-1)?.request ?? upcomingRequest(stored, now);
  const { view, rule, eventCursor, requestId } = stored;
  return { ...view, rule, eventCursor, requestId, request: { ...request, body: bodyOf(stored) }, attempts };
}

/**
 * The attempt as the actor may see it. Answers are only for those who may test the channel: a receiver can
 * derive something from a secret that no mask recognises.
 */
function attemptFor(actor: Actor, attempt: StoredAttempt, request: AttemptRequest): AttemptView {
  const { channelVersion: _, signature: __, response, ...shown } = attempt;
  return { ...shown, response: may(actor, "operate") ? response : null, request };
}

/** An attempt's request: as it was stored, or made again from the channel's version that it was sent by. */
function sentRequest(db: Db, stored: StoredDelivery, attempt: StoredAttempt): AttemptRequest {
  if (attempt.request !== null) return attempt.request;
  const channel = channelVersion(db, stored.view.channelId, attempt.channelVersion);
  const template = templateOf(channel, masked);
  return requestOf(template, factsOf(stored, attempt.startedAt, attempt.signature));
}

function upcomingRequest(stored: StoredDelivery, now: number): AttemptRequest {
  const at = Math.max(now, stored.view.nextAttemptAt ?? 0);
  return requestOf(templateOf(stored.channel, masked), factsOf(stored, at));
}

const factsOf = (stored: StoredDelivery, at: number, signature: string | null = null): RequestFacts => ({
  eventId: stored.view.eventId,
  body: bodyOf(stored),
  hops: stored.hops,
  timestamp: Math.floor(at / 1_000),
  ...(signature !== null && { signature }),
});

const bodyOf = ({ payloadText, routed }: StoredDelivery): string =>
  alert.body({ stored: payloadText, routed });
