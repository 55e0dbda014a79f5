import { z } from "zod";
import { readDb } from "#db/read.ts";
import { PRIORITIES } from "#lib/domain/alert/alert.ts";
import { prioritySchema, statusSchema } from "#lib/domain/alert/alert-schema.ts";
import { PENDING_COUNTED } from "#lib/domain/channel/pending.ts";
import type { Figures } from "#lib/domain/overview/figures.ts";
import {
  ALERTS_COUNTED,
  type OverviewFacts,
  perMinute,
  WAITING_COUNTED,
} from "#lib/domain/overview/overview.ts";
import { OVERVIEW_WINDOWS } from "#lib/domain/overview/window.ts";
import { overviewAt } from "#lib/web/show/overview.ts";
import { route } from "./route.ts";
import { named, time, utc, utcOrNull } from "./shapes.ts";

const figuresShape = {
  delivered: z.int(),
  failed: z.int(),
  cancelled: z.int(),
  failed_attempts: z.int().describe("Whether or not another attempt followed"),
  share_delivered: z.number().nullable().describe("Of those delivered or failed, 0–1; null of none"),
  p50_ms: z.int().nullable().describe("From receipt to delivered; at most a factor of two away"),
  p95_ms: z.int().nullable(),
};

export const Overview = named(
  "Overview",
  z.strictObject({
    window: z.enum(OVERVIEW_WINDOWS),
    since: time,
    until: time,
    troubled_channels: z.array(
      z.strictObject({
        id: z.string(),
        name: z.string(),
        state: z.enum(["failing", "refusing", "disabled"]),
        since: time.nullable().describe("Null of a disabled one"),
        reason: z.string().nullable(),
        certificate_changed: z.boolean(),
        waiting: z.int().describe(`Counted up to ${PENDING_COUNTED + 1}`),
      }),
    ),
    own_alerts: z.array(
      z.strictObject({
        alert_id: z.string(),
        title: z.string(),
        description: z.string().nullable(),
        priority: prioritySchema,
        status: statusSchema,
        since: time,
      }),
    ),
    waiting: z
      .strictObject({
        count: z.int().describe(`Counted up to ${WAITING_COUNTED + 1}`),
        oldest_at: time.nullable().describe("When the oldest was received, without redeliveries"),
      })
      .describe("Pending deliveries of all channels"),
    open_alerts: z
      .strictObject(Object.fromEntries(PRIORITIES.map((priority) => [priority, z.int()])))
      .describe(`Each counted up to ${ALERTS_COUNTED + 1}`),
    last_event_at: time.nullable(),
    deliveries: z.strictObject({ ...figuresShape, per_minute: z.number() }),
    parts: z.array(z.strictObject({ at: time, ...figuresShape })),
    channels: z.array(z.strictObject({ id: z.string(), name: z.string(), ...figuresShape })),
  }),
);

const presentFigures = (figures: Figures) => ({
  delivered: figures.delivered,
  failed: figures.failed,
  cancelled: figures.cancelled,
  failed_attempts: figures.failedAttempts,
  share_delivered: figures.shareDelivered,
  p50_ms: figures.p50,
  p95_ms: figures.p95,
});

const present = (overview: OverviewFacts): z.output<typeof Overview> => ({
  window: overview.window,
  since: utc(overview.since),
  until: utc(overview.until),
  troubled_channels: overview.troubledChannels.map((channel) => ({
    id: channel.id,
    name: channel.name,
    state: channel.health,
    since: utcOrNull(channel.since),
    reason: channel.reason,
    certificate_changed: channel.certificateChanged,
    waiting: channel.waiting,
  })),
  own_alerts: overview.ownAlerts.map(({ alertId, since, ...alert }) => ({
    alert_id: alertId,
    ...alert,
    since: utc(since),
  })),
  waiting: { count: overview.waiting.count, oldest_at: utcOrNull(overview.waiting.oldestAt) },
  open_alerts: overview.openAlerts,
  last_event_at: utcOrNull(overview.lastEventAt),
  deliveries: { ...presentFigures(overview.total), per_minute: perMinute(overview.total, overview) },
  parts: overview.parts.map(({ at, ...figures }) => ({ at: utc(at), ...presentFigures(figures) })),
  channels: overview.channels.map(({ id, name, ...figures }) => ({ id, name, ...presentFigures(figures) })),
});

export const overview = [
  route("GET /api/v1/overview", {
    id: "getOverview",
    summary: "What needs somebody now, and how deliveries did in a window",
    description:
      "The parts of 1h are minutes, of 24h quarters of an hour, of 7d hours; the last one goes up to until. A delivery counts each time that it ends; Tests are not counted.",
    scope: "read",
    query: {
      window: z
        .enum(OVERVIEW_WINDOWS, { error: `window is ${OVERVIEW_WINDOWS.join(", ")}.` })
        .optional()
        .meta({ default: "1h" }),
    },
    output: Overview,
    run: async ({ query }) => present(await overviewAt(readDb(), query.window ?? "1h", Date.now())),
  }),
];
