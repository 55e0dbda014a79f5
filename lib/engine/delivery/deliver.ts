import type { KeyObject } from "node:crypto";
import type { DueDelivery } from "#db/queries/delivery-queue.ts";
import { ANSWER_NOT_KEPT, type AttemptResult } from "#lib/domain/delivery/outcome.ts";
import { formats } from "#lib/formats/formats.ts";
import { type ComposedRequest, requestOf } from "#lib/formats/request.ts";
import type { Sender } from "#lib/webhook/send.ts";
import { signatureOf } from "#lib/webhook/sign.ts";
import type { Destination } from "./destination.ts";

/** One attempt as it may be kept and shown: the request masked, the answer redacted. */
export type Attempt = { request: ComposedRequest; result: AttemptResult };

/** What is sent of a delivery: the event's id, payload and hops, and what its rule put in. */
export type Sendable = Pick<DueDelivery, "eventId" | "payload" | "hops" | "ruleId" | "priority">;

/** Sends an event once. Never throws for what the network or the receiver does. `now` is in ms. */
export async function deliver(
  sender: Sender,
  destination: Destination,
  sendable: Sendable,
  now: number,
): Promise<Attempt> {
  const { eventId, hops } = sendable;
  const body = formats.alert.body(sendable.payload, sendable);
  const timestamp = Math.floor(now / 1_000);
  const signature = signatureOf({ id: eventId, timestamp, body }, signingKeys(destination, now));
  const facts = { eventId, body, hops, timestamp, signature };
  const result = await sender.send(
    { key: destination.channelId, revision: destination.revision, trust: destination.trust },
    requestOf(destination.sent, facts),
  );
  return { request: requestOf(destination.shown, facts), result: redacted(destination, result, body) };
}

function signingKeys({ signing }: Destination, now: number): KeyObject[] {
  const { present, previous, previousUntil } = signing;
  return previous !== null && now < previousUntil ? [present, previous] : [present];
}

/**
 * A receiver may send back what it got: no secret of the channel stays in what is kept.
 * @param sent the body of the request
 */
function redacted({ redactor }: Destination, result: AttemptResult, sent: string): AttemptResult {
  const response = result.response && redactor.response(result.response, sent);
  const message = redactor.text(result.message);
  const nothingKept = response?.truncated && response.body === "";
  return { ...result, response, message: nothingKept ? `${message} ${ANSWER_NOT_KEPT}` : message };
}
