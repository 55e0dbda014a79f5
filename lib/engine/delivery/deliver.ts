import type { KeyObject } from "node:crypto";
import type { DueDelivery } from "#db/queries/delivery-queue.ts";
import { ANSWER_NOT_KEPT, type AttemptResult } from "#lib/domain/delivery/outcome.ts";
import { alert } from "#lib/formats/alert.ts";
import { type RequestFacts, requestOf } from "#lib/formats/request.ts";
import type { Sender } from "#lib/webhook/send.ts";
import { signatureOf } from "#lib/webhook/sign.ts";
import type { Destination } from "./destination.ts";

/**
 * One attempt, safe to store and show: `facts` hold no secret, and with a masked template they make the
 * request again (`requestOf`); the answer is redacted.
 */
export type Attempt = { facts: Required<RequestFacts>; result: AttemptResult };

/** The part of a delivery that its request is made from: the event, and its rule's id and priority. */
export type Sendable = Pick<
  DueDelivery,
  "eventId" | "alertId" | "payloadText" | "hops" | "ruleId" | "priority"
>;

/**
 * Sends an event once. `now` is in ms. Whatever the network or the receiver does is an outcome, never a
 * throw.
 */
export async function deliver(
  sender: Sender,
  destination: Destination,
  sendable: Sendable,
  now: number,
): Promise<Attempt> {
  const { eventId, hops } = sendable;
  const body = alert.body({ stored: sendable.payloadText, routed: sendable });
  const timestamp = Math.floor(now / 1_000);
  const signature = signatureOf({ id: eventId, timestamp, body }, signingKeys(destination, now));
  const facts = { eventId, body, hops, timestamp, signature };
  const result = await sender.send(
    { key: destination.channelId, revision: destination.revision, trust: destination.trust },
    requestOf(destination.sent, facts),
  );
  // The log makes the timestamp again from the start, so the two must not differ by a second.
  return { facts, result: { ...redacted(destination, result, body), startedAt: now } };
}

function signingKeys({ signing }: Destination, now: number): KeyObject[] {
  const { present, previous, previousUntil } = signing;
  return previous !== null && now < previousUntil ? [present, previous] : [present];
}

/**
 * Removes the channel's secrets from the answer, because a receiver may echo the request.
 * @param sent the body of the request
 */
function redacted({ redactor }: Destination, result: AttemptResult, sent: string): AttemptResult {
  const response = result.response && redactor.response(result.response, sent);
  const message = redactor.text(result.message);
  const nothingKept = response?.truncated && response.body === "";
  return { ...result, response, message: nothingKept ? `${message} ${ANSWER_NOT_KEPT}` : message };
}
