import { alertInputSchema, PAYLOAD_KEYS, PRIORITIES, STATUSES } from "#lib/domain/alert/alert.ts";
import { NOT_SENT_REASONS } from "#lib/domain/alert/routing.ts";
import { bulkStatusShape, statusChangeSchema } from "#lib/domain/alert/status.ts";
import { channelChangesSchema, newChannelSchema } from "#lib/domain/channel/channel.ts";
import { HEALTHS } from "#lib/domain/channel/health.ts";
import { DELIVERY_STATES, REASON_MEANS } from "#lib/domain/delivery/delivery.ts";
import { outcomes } from "#lib/domain/delivery/outcome.ts";
import { ACCESS_REQUEST_EVENTS, accessRequestsChangeSchema } from "#lib/domain/rule/access-request.ts";
import { CHANNEL_READ_ONLY } from "#lib/web/rest/channel.ts";
import { jobSchemas } from "./jobs.ts";
import { ref } from "./parts.ts";
import { ruleSchemas } from "./rule-schemas.ts";
import { changes, flag, input, listOf, object, oneOf, orNull, saved, text, time, whole } from "./shapes.ts";

const payloadMembers: Record<string, object> = {
  ...Object.fromEntries(PAYLOAD_KEYS.map((key) => [key, orNull(text)])),
  alert_id: text,
  alert_title: text,
  occurred_at: time,
  update_at: time,
  priority: oneOf(PRIORITIES),
  status: oneOf(STATUSES),
  previous_alert_status: orNull(oneOf(STATUSES)),
};

const listedAlert = {
  ...payloadMembers,
  details: orNull({ type: "object" }),
  occurrences: whole,
  first_at: time,
};

const headers = { type: "object", additionalProperties: text };

const delivery = {
  id: text,
  event_id: text,
  alert_id: text,
  channel_id: text,
  channel_name: text,
  state: oneOf(DELIVERY_STATES),
  reason: orNull(oneOf(Object.keys(REASON_MEANS))),
  test: flag,
  attempts_made: whole,
  next_attempt_at: orNull(time),
  created_at: time,
  finished_at: orNull(time),
};

export const schemas: Record<string, object> = {
  AlertInput: input(alertInputSchema),
  Accepted: object({
    accepted: { ...whole, description: "Events stored; duplicates are left out." },
    duplicates: whole,
    results: listOf(object({ event_id: text, alert_id: text, duplicate: flag })),
  }),
  WebhookPayload: object(payloadMembers),
  ListedAlert: object(listedAlert),
  Alert: object({ ...listedAlert, events: listOf(ref("AlertEvent")) }),
  StatusChange: input(statusChangeSchema),
  BulkStatusChange: input(bulkStatusShape),
  AlertEvent: object({
    event_id: text,
    status: oneOf(STATUSES),
    previous_alert_status: orNull(oneOf(STATUSES)),
    initiated_by: orNull(text),
    remark: orNull(text),
    received_at: time,
    routing: listOf(
      object({
        channel_id: text,
        channel_name: text,
        delivery_id: orNull(text),
        reason: orNull(oneOf(NOT_SENT_REASONS)),
        message: orNull(text),
      }),
    ),
  }),
  NewChannel: input(newChannelSchema),
  ChannelChanges: changes(channelChangesSchema, CHANNEL_READ_ONLY),
  Channel: object({
    id: text,
    name: text,
    enabled: flag,
    url: { ...text, description: "Masked: {{Replacement}} stands for what is protected." },
    verify_ssl: flag,
    url_secrets: listOf(object({ replacement: text, saved })),
    auth: {
      oneOf: [
        object({ type: { const: "none" } }),
        object({ type: { const: "basic" }, username: text, saved }),
        object({ type: { const: "token" }, saved }),
      ],
    },
    headers: listOf({
      type: "object",
      properties: { name: text, value: text, sensitive: flag, saved },
      required: ["name", "sensitive"],
    }),
    retry_schedule: listOf(whole),
    max_in_flight: whole,
    health: {
      ...oneOf(HEALTHS),
      description:
        "failing: 5 retryable failures in a row, one delivery at a time is tried; refusing: 3 final failures in a row (such as 401 or 404), what is sent is lost.",
    },
    disabled_reason: orNull(text),
    certificate: object({ pinned: orNull(text), offered: orNull(text) }),
    version: whole,
    created_at: time,
    updated_at: time,
  }),
  TestInput: {
    type: "object",
    properties: {
      alert: { ...input(alertInputSchema), description: "What differs from the sample." },
      channel: { $ref: "#/components/schemas/ChannelChanges", description: "Unsaved changes" },
    },
    additionalProperties: false,
  },
  TrustInput: {
    type: "object",
    properties: { sha256: { ...text, description: "Makes sure which: the fingerprint offered, AB:CD:…" } },
    additionalProperties: false,
  },
  TestResult: object({
    request: object({ method: text, url: text, headers, body: text }),
    response: orNull(object({ status: whole, duration_ms: whole, headers, body: text, truncated: flag })),
    failure: orNull(object({ code: oneOf(outcomes.filter((one) => one !== "delivered")), message: text })),
    certificate: orNull(
      object({ ca_vouched: flag, would_pin: orNull(text), expected: orNull(text), found: orNull(text) }),
    ),
  }),
  Delivery: object(delivery),
  DeliveryDetail: object({
    ...delivery,
    request: object({ method: text, url: text, headers, body: text }),
    attempts: listOf(ref("Attempt")),
  }),
  Attempt: object({
    number: whole,
    started_at: time,
    duration_ms: whole,
    outcome: oneOf(outcomes),
    status: orNull(whole),
    response: orNull(object({ headers, body: text, truncated: flag })),
    message: text,
  }),
  ...jobSchemas,
  ...ruleSchemas,
  AccessRequests: object({
    channels: listOf(object({ channel_id: text, events: listOf(oneOf(ACCESS_REQUEST_EVENTS)) })),
    version: whole,
  }),
  AccessRequestsInput: input(accessRequestsChangeSchema),
  Problem: {
    ...object({ type: text, title: text, status: whole, detail: text }),
    properties: {
      type: text,
      title: text,
      status: whole,
      detail: text,
      issues: listOf(object({ path: text, message: text })),
    },
  },
};
