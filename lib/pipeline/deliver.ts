import type { DueDelivery } from "#db/queries/delivery-queue.ts";
import type { AttemptRequest } from "#lib/domain/delivery.ts";
import type { AttemptResult } from "#lib/domain/outcome.ts";
import * as seed from "#lib/formats/seed.ts";
import type { Sender } from "#lib/webhook/send.ts";
import { signatureHeaders } from "#lib/webhook/sign.ts";
import type { Destination } from "./destination.ts";

/** One attempt as it may be kept and shown: the request masked, the answer redacted. */
export type Attempt = { request: AttemptRequest; result: AttemptResult };

/** What is sent of a delivery: the event's id and payload, and what its rule put in. */
export type Sendable = Pick<DueDelivery, "eventId" | "payload" | "ruleId" | "priority">;

/** Sends an event once. Never throws for what the network or the receiver does. `now` is in ms. */
export async function deliver(
  sender: Sender,
  destination: Destination,
  sendable: Sendable,
  now: number,
): Promise<Attempt> {
  const body = seed.body(sendable.payload, sendable);
  const common = commonHeaders(destination, { id: sendable.eventId, body, now });
  const result = await sender.send(
    { key: destination.channelId, revision: destination.revision, trust: destination.trust },
    { url: destination.url, headers: { ...common, ...destination.headers }, body },
  );
  const request = {
    method: "POST",
    url: destination.shownUrl,
    headers: { ...common, ...destination.shownHeaders },
  };
  return { request, result: redacted(destination, result, body) };
}

/** What every request carries: the format's headers and those of Standard Webhooks 1.0.0. */
function commonHeaders(
  destination: Destination,
  { id, body, now }: { id: string; body: string; now: number },
): Record<string, string> {
  const content = { id, timestamp: Math.floor(now / 1_000), body };
  const { present, previous, previousUntil } = destination.signing;
  const keys = previous !== null && now < previousUntil ? [present, previous] : [present];
  return { ...destination.formatHeaders, ...signatureHeaders(content, keys) };
}

/**
 * A receiver may send back what it got: no secret of the channel stays in what is kept.
 * @param sent the body of the request
 */
function redacted({ redactor }: Destination, result: AttemptResult, sent: string): AttemptResult {
  const response = result.response && redactor.response(result.response, sent);
  const message = redactor.text(result.message);
  const nothingKept = response?.truncated && response.body === "";
  return { ...result, response, message: nothingKept ? `${message} ${NOT_KEPT}` : message };
}

const NOT_KEPT = "The answer was cut and is not kept.";
