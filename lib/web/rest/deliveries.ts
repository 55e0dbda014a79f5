import { z } from "zod";
import { listDeliveries } from "#db/queries/deliveries.ts";
import { readDb } from "#db/read.ts";
import {
  type AttemptView,
  DELIVERY_STATES,
  type DeliveryReason,
  type DeliveryView,
  type DeliveryDetail as DetailView,
  REASON_MEANS,
} from "#lib/domain/delivery/delivery.ts";
import { outcomes } from "#lib/domain/delivery/outcome.ts";
import { existing } from "#lib/domain/existing.ts";
import { engine } from "#lib/engine/client.ts";
import { deliveryDetail } from "#lib/web/show/delivery.ts";
import { pageOf, paging, toPage } from "./page.ts";
import { route } from "./route.ts";
import { named, requestAsShown, responseAsKept, time, utc, utcOrNull } from "./shapes.ts";

const REASONS = Object.keys(REASON_MEANS) as DeliveryReason[];

export const Delivery = named(
  "Delivery",
  z.strictObject({
    id: z.string(),
    event_id: z.string(),
    alert_id: z.string(),
    channel_id: z.string(),
    channel_name: z.string(),
    state: z.enum(DELIVERY_STATES),
    reason: z.enum(REASONS).nullable(),
    test: z.boolean(),
    attempts_made: z.int(),
    next_attempt_at: time.nullable(),
    created_at: time,
    finished_at: time.nullable(),
  }),
);

const Attempt = named(
  "Attempt",
  z.strictObject({
    number: z.int(),
    started_at: time,
    duration_ms: z.int(),
    outcome: z.enum(outcomes),
    status: z.int().nullable(),
    response: responseAsKept.nullable(),
    message: z.string(),
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

const present = (delivery: DeliveryView): z.output<typeof Delivery> => ({
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
  outcome: attempt.outcome,
  status: attempt.status,
  response: attempt.response,
  message: attempt.message,
});

const presentDetail = (delivery: DetailView): z.output<typeof DeliveryDetail> => ({
  ...present(delivery),
  request_id: delivery.requestId,
  request: delivery.request,
  attempts: delivery.attempts.map(presentAttempt),
});

const state = z.enum(DELIVERY_STATES, { error: `state is one of ${DELIVERY_STATES.join(", ")}.` });

export const deliveries = [
  route("GET /api/v1/deliveries", {
    id: "listDeliveries",
    summary: "List deliveries, newest first",
    scope: "read",
    query: {
      ...paging,
      channel_id: z.string().optional(),
      alert_id: z.string().optional(),
      state: state.optional(),
    },
    fails: [409],
    output: pageOf(Delivery),
    run: async ({ query: { channel_id: channelId, alert_id: alertId, ...query } }) =>
      toPage(await listDeliveries(readDb(), { ...query, channelId, alertId }), present),
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
  route("POST /api/v1/deliveries/{id}/redeliver", {
    id: "redeliver",
    summary: "Send a finished delivery again, on a fresh schedule",
    scope: "operate",
    status: 202,
    fails: [404, 409],
    output: z.strictObject({ id: z.string() }),
    run: ({ actor, params: { id } }) => engine().run("deliveries.redeliver", { actor, input: { id } }),
  }),
];
