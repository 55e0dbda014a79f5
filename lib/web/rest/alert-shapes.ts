import { z } from "zod";
import type { AlertHistory } from "#db/queries/alert-history.ts";
import type { StoredAlert } from "#db/queries/alerts.ts";
import type { PAYLOAD_KEYS } from "#lib/domain/alert/alert.ts";
import { prioritySchema, statusSchema } from "#lib/domain/alert/alert-schema.ts";
import { NOT_SENT_REASONS } from "#lib/domain/alert/routing.ts";
import type { AlertEvent } from "#lib/domain/alert/timeline.ts";
import { pageOf } from "./page.ts";
import { named, time, utc } from "./shapes.ts";

const text = z.string().nullable();

/** The seventeen fields of a webhook, in the order in which they are sent. */
export const WebhookPayload = named(
  "WebhookPayload",
  z.strictObject({
    alert_id: z.string(),
    alert_title: z.string(),
    category: text,
    description: text,
    di_event: text,
    event_description: text,
    initiated_by: text,
    occurred_at: time,
    previous_alert_status: statusSchema.nullable(),
    priority: prioritySchema,
    rule_id: text,
    source_id: text,
    source_name: text,
    source_type: text,
    source_url: text,
    status: statusSchema,
    update_at: time,
  } satisfies Record<(typeof PAYLOAD_KEYS)[number], z.ZodType>),
);

export const ListedAlert = named(
  "ListedAlert",
  WebhookPayload.extend({
    details: z.record(z.string(), z.unknown()).nullable(),
    occurrences: z.int(),
    first_at: time,
  }),
);

export const AlertsPage = pageOf(ListedAlert).extend({
  as_of: z
    .string()
    .describe("The last event that the list knew at its first page: send it with a bulk change"),
  index_behind_seconds: z
    .int()
    .describe(
      "Only where the search by words lacks more than the last second, as in a storm: how many seconds it lacks. The other filters lack nothing.",
    )
    .optional(),
});

export const StartedJob = named(
  "StartedJob",
  z.strictObject({
    job_id: z.string(),
    matched: z.int().describe("Alerts that the job is to change"),
    newer: z.int().describe("Alerts left out, as they had an event after as_of"),
  }),
);

const Routing = z.strictObject({
  channel_id: z.string(),
  channel_name: z.string(),
  delivery_id: z.string().nullable(),
  reason: z.enum(NOT_SENT_REASONS).nullable(),
  message: z.string().nullable(),
});

const Event = named(
  "AlertEvent",
  z.strictObject({
    event_id: z.string(),
    status: statusSchema,
    previous_alert_status: statusSchema.nullable(),
    initiated_by: z.string().nullable(),
    remark: z.string().nullable(),
    received_at: time,
    request_id: z.string().nullable(),
    routing: z.array(Routing),
  }),
);

export const Alert = named("Alert", ListedAlert.extend({ events: z.array(Event) }));

type Listed = StoredAlert & { occurrences: number; firstAt: number };

export const presentListed = ({
  payload,
  details,
  occurrences,
  firstAt,
}: Listed): z.output<typeof ListedAlert> => ({
  ...payload,
  details,
  occurrences,
  first_at: utc(firstAt),
});

export const presentAlert = (alert: AlertHistory): z.output<typeof Alert> => ({
  ...presentListed(alert),
  events: alert.events.data.map(presentEvent),
});

const presentEvent = (event: AlertEvent): z.output<typeof Event> => ({
  event_id: event.eventId,
  status: event.payload.status,
  previous_alert_status: event.payload.previous_alert_status,
  initiated_by: event.payload.initiated_by,
  remark: event.remark,
  received_at: utc(event.receivedAt),
  request_id: event.requestId,
  routing: event.routing.map(({ channelId, channelName, delivery, reason, message }) => ({
    channel_id: channelId,
    channel_name: channelName,
    delivery_id: delivery?.id ?? null,
    reason,
    message,
  })),
});

export const Accepted = named(
  "Accepted",
  z.strictObject({
    accepted: z.int().describe("Events stored; duplicates are left out."),
    duplicates: z.int(),
    results: z.array(z.strictObject({ event_id: z.string(), alert_id: z.string(), duplicate: z.boolean() })),
  }),
);
