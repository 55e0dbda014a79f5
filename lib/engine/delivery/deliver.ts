import type { KeyObject } from "node:crypto";
import type { DueDelivery } from "#db/queries/delivery-queue.ts";
import type { Details } from "#lib/domain/alert/details.ts";
import { ANSWER_NOT_KEPT, type AttemptResult } from "#lib/domain/delivery/outcome.ts";
import { bodyOrFault } from "#lib/formats/body-or-fault.ts";
import type { FormatEvent } from "#lib/formats/format.ts";
import { formats } from "#lib/formats/formats.ts";
import { type RequestFacts, requestOf } from "#lib/formats/request.ts";
import type { Sender } from "#lib/webhook/send.ts";
import { signatureOf } from "#lib/webhook/sign.ts";
import type { Destination } from "./destination.ts";
import { withVerdict } from "./verdict.ts";

/**
 * One attempt, safe to store and show: `facts` hold no secret, and with a masked template they make the
 * request again (`requestOf`); the answer is redacted. Without a body (`format_failed`) nothing was sent, and
 * there is no signature.
 */
export type Attempt = { facts: RequestFacts; result: AttemptResult };

/** The part of a delivery that its request is made from: the event, and its rule's id and priority. */
export type Sendable = Pick<
  DueDelivery,
  "eventId" | "alertId" | "payloadText" | "hops" | "ruleId" | "priority"
>;

/**
 * Sends an event once. `now` is in ms. Whatever the format, the network or the receiver does is an outcome,
 * never a throw.
 * @param readDetails reads the event's details, if the format asks for them: once, for all bodies
 */
export async function deliver(
  sender: Sender,
  destination: Destination,
  sendable: Sendable,
  readDetails: () => Details | null,
  now: number,
): Promise<Attempt> {
  const { eventId, hops } = sendable;
  const event = eventFor(destination, sendable, once(readDetails));
  const timestamp = Math.floor(now / 1_000);
  const made = bodyOrFault(() => bodiesFor(destination, event));
  if (made.body === null)
    return { facts: { eventId, body: "", hops, timestamp }, result: unsent(made.fault.message, now) };
  const { body, shownBody } = made.body;
  const signature = signatureOf({ id: eventId, timestamp, body }, signingKeys(destination, now));
  const facts = { eventId, body, path: destination.sent.path(event), hops, timestamp, signature };
  const format = formats[destination.format.type];
  const raw = await sender.send(
    { key: destination.channelId, revision: destination.revision, trust: destination.trust },
    requestOf(destination.sent, facts),
    destination.reading,
  );
  const result = withVerdict(format, destination.sent.url, raw, redacted(destination, raw, body));
  // The log makes the timestamp again from the start, so the two must not differ by a second.
  return {
    facts: shownBody === body ? facts : { ...facts, body: shownBody },
    result: { ...result, startedAt: now },
  };
}

const eventFor = (
  { channelName, baseUrl }: Destination,
  { payloadText: stored, ruleId, priority, eventId }: Sendable,
  details: FormatEvent["details"],
): FormatEvent => ({ stored, routed: { ruleId, priority }, eventId, channelName, baseUrl, details });

/** Reads at the first call, and gives the same from then on. */
function once<T>(read: () => T): () => T {
  let kept: { value: T } | null = null;
  return () => {
    kept ??= { value: read() };
    return kept.value;
  };
}

/** What is sent, and what is kept of it. Both are made before the request, after which nothing may fail. */
function bodiesFor({ sent, shown, format }: Destination, event: FormatEvent) {
  const body = sent.body(event);
  return { body, shownBody: format.secrets.length === 0 ? body : shown.body(event) };
}

/** The result of an attempt whose format made no body. */
const unsent = (message: string, now: number): AttemptResult => ({
  startedAt: now,
  durationMs: 0,
  timing: null,
  outcome: "format_failed",
  status: null,
  response: null,
  retryAfter: null,
  message,
  certificate: null,
  peer: null,
});

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
