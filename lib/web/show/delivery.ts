import type { Db } from "#db/client.ts";
import type { StoredAttempt } from "#db/queries/attempts.ts";
import { channelVersion } from "#db/queries/channel-versions.ts";
import { findDelivery, type StoredDelivery } from "#db/queries/deliveries.ts";
import { eventDetails } from "#db/queries/event-details.ts";
import type { AttemptView, DeliveryDetail } from "#lib/domain/delivery/delivery.ts";
import { type Actor, may } from "#lib/domain/people/actor.ts";
import { alert } from "#lib/formats/alert.ts";
import { bodyOrFault } from "#lib/formats/body-or-fault.ts";
import type { FormatEvent } from "#lib/formats/format.ts";
import {
  type ComposedRequest,
  masked,
  type RequestFacts,
  requestOf,
  templateOf,
} from "#lib/formats/request.ts";
import { settings } from "#lib/settings.ts";

/**
 * One delivery with its newest request and body and all its attempts, as far as the actor may see them; null if
 * there is none. Before the first attempt it shows the request that would be sent at `now` (ms).
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
  const last = attempts.at(-1);
  const request = last ? { ...last.request, body: last.body } : upcomingRequest(db, stored, now);
  const { view, rule, eventCursor, requestId } = stored;
  return { ...view, rule, eventCursor, requestId, request, attempts };
}

/**
 * The attempt as the actor may see it. Answers are only for those who may test the channel: a receiver can
 * derive something from a secret that no mask recognises.
 */
function attemptFor(
  actor: Actor,
  attempt: StoredAttempt,
  { body, ...request }: ComposedRequest,
): AttemptView {
  const { channelVersion: _, signature: __, response, ...shown } = attempt;
  return { ...shown, response: may(actor, "operate") ? response : null, request, body };
}

/** An attempt's request: as it was stored, or made again from the channel's version that it was sent by. */
function sentRequest(db: Db, stored: StoredDelivery, attempt: StoredAttempt): ComposedRequest {
  const body = sentBody(stored, attempt);
  if (attempt.request !== null) return { ...attempt.request, body };
  const channel = channelVersion(db, stored.view.channelId, attempt.channelVersion);
  const { startedAt, signature } = attempt;
  const template = templateOf(channel, masked);
  return requestOf(template, {
    ...factsOf(stored, startedAt),
    body,
    path: template.path(formatEvent(db, stored)),
    ...(signature !== null && { signature }),
  });
}

/** Only the bodies of format Alert are not stored: they are made again from the event. */
function sentBody({ payloadText, routed }: StoredDelivery, { outcome, body }: StoredAttempt): string {
  if (outcome === "format_failed") return "";
  return body ?? alert.body({ stored: payloadText, routed });
}

function upcomingRequest(db: Db, stored: StoredDelivery, now: number): ComposedRequest {
  const at = Math.max(now, stored.view.nextAttemptAt ?? 0);
  const template = templateOf(stored.channel, masked);
  const event = formatEvent(db, stored);
  const { body } = bodyOrFault(() => template.body(event));
  // Without a body, the attempt says why once it is made.
  return requestOf(template, { ...factsOf(stored, at), body: body ?? "", path: template.path(event) });
}

const formatEvent = (db: Db, { payloadText, routed, view, eventSeq }: StoredDelivery): FormatEvent => ({
  stored: payloadText,
  routed,
  eventId: view.eventId,
  channelName: view.channelName,
  baseUrl: settings().baseUrl,
  details: () => eventDetails(db, eventSeq),
});

const factsOf = (stored: StoredDelivery, at: number): Omit<RequestFacts, "body" | "path"> => ({
  eventId: stored.view.eventId,
  hops: stored.hops,
  timestamp: Math.floor(at / 1_000),
});
