import { z } from "zod";
import { hasControlCharacters, hasHiddenCharacters } from "#lib/domain/text.ts";
import { text } from "#lib/domain/text-schema.ts";
import { timestampSchema } from "#lib/domain/timestamp.ts";
import { OWN_ALERTS, PRIORITIES, STATUSES } from "./alert.ts";
import { detailsSchema } from "./details.ts";

export const prioritySchema = z.enum(PRIORITIES, { error: `Use one of ${PRIORITIES.join(", ")}.` });
export const statusSchema = z.enum(STATUSES, { error: `Use one of ${STATUSES.join(", ")}.` });

const alertIdSchema = text("alert_id", 200)
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

const titleSchema = text("alert_title", 200).refine((title) => title.trim() !== "", {
  error: "alert_title must not be blank.",
});

export const idempotencyKeySchema = text("idempotency_key", 200)
  .min(1, { error: "idempotency_key must not be empty." })
  .refine((key) => !hasControlCharacters(key), { error: "idempotency_key contains a control character." });

/**
 * One alert as an internal tool posts it (`null` equals absent). Output times are in UTC, to the millisecond.
 */
export const alertInputSchema = z.strictObject(
  {
    alert_id: alertIdSchema.nullish(),
    alert_title: titleSchema.nullish(),
    category: text("category", 200).nullish(),
    description: text("description", 10_000).nullish(),
    di_event: text("di_event", 200).nullish(),
    event_description: text("event_description", 10_000).nullish(),
    initiated_by: text("initiated_by", 200).nullish(),
    occurred_at: timestampSchema("occurred_at").nullish(),
    previous_alert_status: statusSchema.nullish(),
    priority: prioritySchema.nullish(),
    rule_id: text("rule_id", 200).nullish(),
    source_id: text("source_id", 200).nullish(),
    source_name: text("source_name", 200).nullish(),
    source_type: text("source_type", 200).nullish(),
    source_url: text("source_url", 2_048).nullish(),
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
