import { type Payload, STATUSES } from "#lib/domain/alert/alert.ts";
import type { RuleEvent } from "#lib/domain/rule/match.ts";
import type { Rule } from "#lib/domain/rule/rule.ts";

/** An event about a full disk, as it is stored. */
export const storedPayload = (change: Partial<Payload> = {}): Payload => ({
  alert_id: "disk-1",
  alert_title: "Disk full",
  category: null,
  description: null,
  di_event: null,
  event_description: null,
  initiated_by: null,
  occurred_at: "2026-11-24T06:22:48.000Z",
  previous_alert_status: null,
  priority: "Medium",
  rule_id: null,
  source_id: null,
  source_name: "CI",
  source_type: null,
  source_url: null,
  status: "Open",
  update_at: "2026-11-24T06:22:48.000Z",
  ...change,
});

/** The event as rules see it. */
export const ruleEvent = (
  change: Partial<Payload> = {},
  more: Partial<Omit<RuleEvent, "payload">> = {},
): RuleEvent => ({ payload: storedPayload(change), details: null, before: null, ...more });

/** A rule that sends everything everywhere, except for the given changes. */
export const someRule = (change: Partial<Rule> = {}): Rule => ({
  id: "rul_1",
  name: "Some rule",
  description: null,
  enabled: true,
  events: [],
  filters: { match: "all", conditions: [] },
  expression: null,
  setPriority: null,
  statuses: [...STATUSES],
  onlyOnChange: false,
  followUp: true,
  autoResolveMinutes: null,
  channels: "all",
  ...change,
});
