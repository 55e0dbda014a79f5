import { PRIORITIES, STATUSES } from "#lib/domain/alert/alert.ts";
import { NOT_SENT_REASONS } from "#lib/domain/alert/routing.ts";
import { RULE_OPERATORS } from "#lib/domain/rule/rule.ts";
import { draftRuleSchema, newRuleSchema, ruleChangesSchema } from "#lib/domain/rule/settings.ts";
import { RULE_READ_ONLY } from "#lib/web/rest/rule.ts";
import { changes, flag, input, listOf, object, oneOf, orNull, text, time, whole } from "./shapes.ts";

export const ruleSchemas: Record<string, object> = {
  NewRule: input(newRuleSchema),
  RuleChanges: changes(ruleChangesSchema, RULE_READ_ONLY),
  DraftRule: changes(draftRuleSchema, ["version", ...RULE_READ_ONLY]),
  Rule: object({
    id: text,
    name: text,
    description: orNull(text),
    enabled: flag,
    events: { ...listOf(text), description: "The di_events that it matches; none means all." },
    filters: object({
      match: oneOf(["all", "any"]),
      conditions: listOf(
        object({
          field: { ...text, description: "One of the payload's fields, or details.<path>" },
          operator: oneOf(RULE_OPERATORS),
          value: { anyOf: [text, { type: "number" }, listOf(text), { type: "null" }] },
        }),
      ),
    }),
    expression: { ...orNull(text), description: "CEL, in place of filters" },
    set_priority: orNull(oneOf(PRIORITIES)),
    statuses: listOf(oneOf(STATUSES)),
    only_on_change: flag,
    follow_up: { ...flag, description: "Whether the end of an alert goes where this rule sent the alert" },
    auto_resolve_minutes: orNull(whole),
    channels: { oneOf: [{ const: "all" }, listOf(text)] },
    disabled_reason: orNull(oneOf(["last_channel_deleted"])),
    last_error: { ...orNull(text), description: "What its expression last failed with" },
    last_error_at: orNull(time),
    version: whole,
    created_at: time,
    updated_at: time,
  }),
  RuleTrial: object({
    tested: whole,
    matched: whole,
    channels: listOf(object({ channel_id: text, channel_name: text, enabled: flag })),
    events: listOf(
      object({
        event_id: text,
        alert_id: text,
        alert_title: text,
        received_at: time,
        matched: { ...flag, description: "Whether it would have been sent" },
        reason: orNull(oneOf(NOT_SENT_REASONS)),
        message: orNull(text),
      }),
    ),
  }),
};
