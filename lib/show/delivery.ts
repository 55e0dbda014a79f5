import type { Db } from "#db/client.ts";
import { findDelivery, type StoredDelivery } from "#db/queries/deliveries.ts";
import type { AttemptRequest, DeliveryDetail } from "#lib/domain/delivery.ts";
import * as seed from "#lib/formats/seed.ts";

/** One delivery with the exact body that it sends, its newest request and all its attempts; null where there is none. */
export async function deliveryDetail(db: Db, id: string): Promise<DeliveryDetail | null> {
  const stored = await findDelivery(db, id);
  if (stored === null) return null;
  const body = seed.body(stored.payload, stored.routed);
  const request = stored.attempts.at(-1)?.request ?? upcomingRequest(stored);
  return { ...stored.view, request: { ...request, body }, attempts: stored.attempts };
}

/** Before the first attempt there is no time and no signature yet. */
function upcomingRequest({ view, channelUrl }: StoredDelivery): AttemptRequest {
  return { method: "POST", url: channelUrl, headers: { ...seed.headers(), "webhook-id": view.eventId } };
}
