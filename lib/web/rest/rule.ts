import type { RuleView } from "#lib/domain/rule/rule.ts";
import { settingsOf } from "#lib/domain/rule/settings.ts";
import type { RuleTrial, TriedEvent } from "#lib/domain/rule/trial.ts";

/** A rule as the API shows it: as it can be sent back. */
export function presentRule(rule: RuleView) {
  return {
    id: rule.id,
    ...settingsOf(rule),
    disabled_reason: rule.disabledReason,
    last_error: rule.lastError,
    last_error_at: rule.lastErrorAt === null ? null : new Date(rule.lastErrorAt).toISOString(),
    version: rule.version,
    created_at: new Date(rule.createdAt).toISOString(),
    updated_at: new Date(rule.updatedAt).toISOString(),
  };
}

/** What a change of a rule passes over. */
export const RULE_READ_ONLY = ["disabled_reason", "last_error", "last_error_at", "created_at", "updated_at"];

/** What a draft rule would have done with the last events. */
export function presentTrial({ tested, matched, channels, events }: RuleTrial) {
  return {
    tested,
    matched,
    channels: channels.map(({ id, name, enabled }) => ({ channel_id: id, channel_name: name, enabled })),
    events: events.map(presentEvent),
  };
}

const presentEvent = (event: TriedEvent) => ({
  event_id: event.eventId,
  alert_id: event.alertId,
  alert_title: event.alertTitle,
  received_at: new Date(event.receivedAt).toISOString(),
  matched: event.matched,
  reason: event.reason,
  message: event.message,
});
