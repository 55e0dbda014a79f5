import { z } from "zod";
import { text } from "#lib/domain/text-schema.ts";
import { prioritySchema, statusSchema } from "./alert-schema.ts";
import type { AlertFilter, ChosenAlerts } from "./list.ts";
import { REMARK_MAX, refuseStatus, SETTABLE_STATUSES, type SettableStatus } from "./status.ts";

/**
 * Describes only the statuses that can be set. For the others a verb gives the reason, by the alert's current
 * status.
 */
const settableSchema = statusSchema.meta({ enum: SETTABLE_STATUSES });

const remarkSchema = text("remark", REMARK_MAX)
  .transform((remark) => (remark.trim() === "" ? null : remark))
  .nullish()
  .transform((remark) => remark ?? null);

/** A change of status by a user or a tool. A blank remark becomes null. */
export const statusChangeSchema = z.strictObject(
  { status: settableSchema, remark: remarkSchema },
  {
    error: (issue) =>
      issue.code === "invalid_type" ? "Send a JSON object with at least status." : undefined,
  },
);

const MAX_ALERTS_PER_CHANGE = 200;

const asOfSchema = z.string({ error: "Send the as_of from the answer of the alerts list." });

/** The same change for several alerts, if they had no event after `asOf`. */
export const statusChangesSchema = z.strictObject({
  alertIds: z
    .array(z.string())
    .max(MAX_ALERTS_PER_CHANGE, { error: `Change at most ${MAX_ALERTS_PER_CHANGE} alerts at once.` }),
  asOf: asOfSchema,
  change: statusChangeSchema,
});

const MAX_ALERTS_NAMED = 1_000;

const alertIdsSchema = z
  .array(z.string({ error: "An alert_id must be a string." }), { error: "alert_ids must be an array." })
  .min(1, { error: "Name at least one alert." })
  .max(MAX_ALERTS_NAMED, {
    error: `Name at most ${MAX_ALERTS_NAMED.toLocaleString("en")} alerts, or send a filter.`,
  });

const filterText = (name: string) => z.string({ error: `${name} must be a string.` }).optional();

const filterSchema = z.strictObject(
  {
    status: statusSchema.optional(),
    priority: prioritySchema.optional(),
    category: filterText("category"),
    source_name: filterText("source_name"),
    q: filterText("q"),
  },
  { error: (issue) => (issue.code === "invalid_type" ? "filter must be an object." : undefined) },
);

const bulkStatus = statusSchema
  .refine((status): status is SettableStatus => status !== "Auto-Resolved", {
    error: refuseStatus("Open", "Auto-Resolved") ?? undefined,
  })
  .meta({ enum: SETTABLE_STATUSES });

/** A change of many alerts by REST: those that a filter finds, or those named by id. */
export const bulkStatusShape = z.strictObject(
  {
    filter: filterSchema.optional(),
    alert_ids: alertIdsSchema.optional(),
    as_of: asOfSchema,
    status: bulkStatus,
    remark: remarkSchema,
  },
  {
    error: (issue) =>
      issue.code === "invalid_type"
        ? "Send a JSON object with filter or alert_ids, as_of and status."
        : undefined,
  },
);

/** Parses a `bulkStatusShape`. It must have either a filter or alert_ids. */
export const bulkStatusSchema = bulkStatusShape
  .refine(({ filter, alert_ids }) => filter === undefined || alert_ids === undefined, {
    path: ["alert_ids"],
    error: "Send filter or alert_ids, not both.",
  })
  .refine(({ filter, alert_ids }) => filter !== undefined || alert_ids !== undefined, {
    path: ["filter"],
    error: "Say which alerts: send filter or alert_ids.",
  })
  .transform(({ filter, alert_ids = [], as_of, status, remark }) => {
    const alerts: ChosenAlerts = filter === undefined ? { ids: alert_ids } : { filter: filterOf(filter) };
    return { alerts, asOf: as_of, change: { status, remark } };
  });

function filterOf({ source_name, q, ...filter }: z.output<typeof filterSchema>): AlertFilter {
  return { ...filter, sourceName: source_name, q: q || undefined };
}
