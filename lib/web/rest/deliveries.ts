import { z } from "zod";
import { isChannel } from "#db/queries/channels.ts";
import { listDeliveries } from "#db/queries/deliveries.ts";
import { readDb } from "#db/read.ts";
import {
  type AttemptView,
  DELIVERY_STATES,
  type DeliveryView,
  type DeliveryDetail as DetailView,
  REASON_MEANS,
  REASONS,
} from "#lib/domain/delivery/delivery.ts";
import { isStatus } from "#lib/domain/delivery/list.ts";
import { outcomes } from "#lib/domain/delivery/outcome.ts";
import type { PeerCertificate } from "#lib/domain/delivery/peer-certificate.ts";
import { existing } from "#lib/domain/existing.ts";
import { timestampSchema } from "#lib/domain/timestamp.ts";
import { deliveryDetail } from "#lib/web/show/delivery.ts";
import { deliveryActs } from "./delivery-acts.ts";
import { flag, pageOf, paging, toPage } from "./page.ts";
import { route } from "./route.ts";
import {
  named,
  presentTiming,
  requestAsShown,
  responseAsKept,
  TimingShape,
  time,
  utc,
  utcOrNull,
} from "./shapes.ts";

export const Delivery = named(
  "Delivery",
  z.strictObject({
    id: z.string(),
    event_id: z.string(),
    alert_id: z.string(),
    channel_id: z.string(),
    channel_name: z.string(),
    state: z.enum(DELIVERY_STATES),
    reason: z.enum(REASONS).nullable().describe(reasonsInWords()),
    test: z.boolean(),
    attempts_made: z.int(),
    next_attempt_at: time.nullable(),
    created_at: time,
    finished_at: time.nullable(),
  }),
);

function reasonsInWords(): string {
  const words = REASONS.map((reason) => `\`${reason}\`: ${REASON_MEANS[reason]}`);
  return ["Why it ended without success.", ...words].join(" ");
}

const CertificateShape = z.strictObject({
  sha256: z.string(),
  subject: z.string(),
  issuer: z.string(),
  valid_from: time,
  valid_to: time,
});

const presentCertificate = (one: PeerCertificate): z.output<typeof CertificateShape> => ({
  sha256: one.sha256,
  subject: one.subject,
  issuer: one.issuer,
  valid_from: utc(one.validFrom),
  valid_to: utc(one.validTo),
});

const Attempt = named(
  "Attempt",
  z.strictObject({
    number: z.int(),
    started_at: time,
    duration_ms: z.int(),
    timing: TimingShape.nullable(),
    outcome: z.enum(outcomes),
    status: z.int().nullable(),
    body: z
      .string()
      .describe(
        "What it sent, with the format's secrets masked; empty if the format could make no body, so that nothing was sent",
      ),
    response: responseAsKept.nullable(),
    message: z.string(),
    certificate: CertificateShape.nullable().describe("What the receiver showed; null without TLS"),
  }),
);

export const DeliveryDetail = named(
  "DeliveryDetail",
  Delivery.extend({
    request_id: z.string().nullable().describe("The X-Request-Id of the request that made its event"),
    request: requestAsShown,
    attempts: z.array(Attempt),
  }),
);

export const presentDelivery = (delivery: DeliveryView): z.output<typeof Delivery> => ({
  id: delivery.id,
  event_id: delivery.eventId,
  alert_id: delivery.alertId,
  channel_id: delivery.channelId,
  channel_name: delivery.channelName,
  state: delivery.state,
  reason: delivery.reason,
  test: delivery.test,
  attempts_made: delivery.attemptsMade,
  next_attempt_at: utcOrNull(delivery.nextAttemptAt),
  created_at: utc(delivery.createdAt),
  finished_at: utcOrNull(delivery.finishedAt),
});

const presentAttempt = (attempt: AttemptView): z.output<typeof Attempt> => ({
  number: attempt.number,
  started_at: utc(attempt.startedAt),
  duration_ms: attempt.durationMs,
  timing: attempt.timing && presentTiming(attempt.timing),
  outcome: attempt.outcome,
  status: attempt.status,
  body: attempt.body,
  response: attempt.response,
  message: attempt.message,
  certificate: attempt.certificate && presentCertificate(attempt.certificate),
});

const presentDetail = (delivery: DetailView): z.output<typeof DeliveryDetail> => ({
  ...presentDelivery(delivery),
  request_id: delivery.requestId,
  request: delivery.request,
  attempts: delivery.attempts.map(presentAttempt),
});

const oneOf = <const Values extends readonly [string, ...string[]]>(name: string, values: Values) =>
  z.enum(values, { error: `${name} is one of ${values.join(", ")}.` }).optional();

const status = z
  .string()
  .transform(Number)
  .refine(isStatus, { error: "status is an HTTP status from 100 to 599." })
  .meta({ type: "integer", minimum: 100, maximum: 599 });

/** A time as a filter. */
export const moment = (name: string) => timestampSchema(name).transform((utc) => Date.parse(utc));

/** The filters of the list. */
export const deliveryFilters = {
  state: oneOf("state", DELIVERY_STATES),
  channel_id: z
    .string()
    .refine((id) => isChannel(readDb(), id), {
      error: "channel_id names no channel: take an id from GET /api/v1/channels.",
    })
    .optional()
    .describe("A channel, also one that was deleted"),
  alert_id: z.string().optional(),
  outcome: oneOf("outcome", outcomes).describe("What the last attempt came to"),
  status: status.optional().describe("The HTTP status of the last attempt"),
  reason: oneOf("reason", REASONS),
  test: flag("test").optional(),
  since: moment("since").optional().describe("Created at this time or later"),
  until: moment("until").optional().describe("Created before this time"),
};

export const deliveries = [
  route("GET /api/v1/deliveries", {
    id: "listDeliveries",
    summary: "List deliveries, newest first",
    description:
      "If hardly any deliveries match, a page may be short or empty although next_cursor leads on: it looked at as many as it may.",
    scope: "read",
    query: { ...paging, ...deliveryFilters },
    fails: [409],
    output: pageOf(Delivery),
    run: async ({ query: { channel_id: channelId, alert_id: alertId, ...query } }) =>
      toPage(await listDeliveries(readDb(), { ...query, channelId, alertId }), presentDelivery),
  }),
  route("GET /api/v1/deliveries/{id}", {
    id: "getDelivery",
    summary: "A delivery with the exact body and every attempt",
    description:
      "The response of an attempt is null for a key without the scope operate or manage: a receiver may make something of a secret that can't be told.",
    scope: "read",
    fails: [404],
    output: DeliveryDetail,
    run: async ({ actor, params: { id } }) => {
      return presentDetail(existing("delivery", await deliveryDetail(readDb(), id, actor)));
    },
  }),
  ...deliveryActs,
];
