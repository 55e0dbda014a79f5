import { z } from "zod";
import { hasControlCharacters, hasHiddenCharacters } from "#lib/domain/text.ts";
import { text } from "#lib/domain/text-schema.ts";
import { timestampSchema } from "#lib/domain/timestamp.ts";
import { OWN_ALERTS, PRIORITIES, STATUSES } from "./alert.ts";
import { detailsSchema } from "./details.ts";
import { type AlertText, LONGEST } from "./limits.ts";

export const prioritySchema = z.enum(PRIORITIES, { error: `Use one of ${PRIORITIES.join(", ")}.` });
export const statusSchema = z.enum(STATUSES, { error: `Use one of ${STATUSES.join(", ")}.` });

const member = (name: AlertText) => text(name, LONGEST[name]);

const alertIdSchema = member("alert_id")
  .min(1, { error: "alert_id must not be empty: leave it out to get a new one." })
  .refine((id) => !hasHiddenCharacters(id), {
    error: "alert_id contains a control, line-separator or text-direction character: leave it out.",
  })
  .refine((id) => id === id.trim(), {
    error: "alert_id begins or ends with white space: remove it, or two ids that look alike are two alerts.",
  })
  .refine((id) => id !== "." && id !== "..", { error: 'alert_id must not be "." or "..".' })
  .refine((id) => !id.startsWith(OWN_ALERTS), {
    error: `alert_id must not begin with "${OWN_ALERTS}": those are Tocsin's own alerts.`,
  });

const titleSchema = member("alert_title").refine((title) => title.trim() !== "", {
  error: "alert_title must not be blank.",
});

export const idempotencyKeySchema = member("idempotency_key")
  .min(1, { error: "idempotency_key must not be empty." })
  .refine((key) => !hasControlCharacters(key), { error: "idempotency_key contains a control character." });

/**
 * One alert as an internal tool posts it (`null` equals absent). Output times are in UTC, to the millisecond.
 */
export const alertInputSchema = z.strictObject(
  {
    alert_id: alertIdSchema.nullish(),
    alert_title: titleSchema.nullish(),
    category: member("category").nullish(),
    description: member("description").nullish(),
    di_event: member("di_event").nullish(),
    event_description: member("event_description").nullish(),
    initiated_by: member("initiated_by").nullish(),
    occurred_at: timestampSchema("occurred_at").nullish(),
    previous_alert_status: statusSchema.nullish(),
    priority: prioritySchema.nullish(),
    rule_id: member("rule_id").nullish(),
    source_id: member("source_id").nullish(),
    source_name: member("source_name").nullish(),
    source_type: member("source_type").nullish(),
    source_url: member("source_url").nullish(),
    status: statusSchema.nullish(),
    update_at: timestampSchema("update_at").nullish(),
    details: detailsSchema.nullish(),
    idempotency_key: idempotencyKeySchema.nullish(),
  },
  {
    error: (issue) =>
      issue.code === "invalid_type" ? "An alert must be a JSON object with at least alert_title." : undefined,
  },
);
export type AlertInput = z.output<typeof alertInputSchema>;
