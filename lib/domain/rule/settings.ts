import type { Rule } from "./rule.ts";
import type { RuleSettings } from "./rule-schema.ts";

/** A rule's settings in the spelling of the form and REST. */
export function settingsOf(rule: Rule): RuleSettings {
  return {
    name: rule.name,
    description: rule.description,
    enabled: rule.enabled,
    events: rule.events,
    filters: rule.filters,
    expression: rule.expression,
    set_priority: rule.setPriority,
    statuses: rule.statuses,
    only_on_change: rule.onlyOnChange,
    follow_up: rule.followUp,
    auto_resolve_minutes: rule.autoResolveMinutes,
    channels: rule.channels,
  };
}

/** The rule that these settings describe; the inverse of `settingsOf`. */
export function toRule(id: string, settings: RuleSettings): Rule {
  const { set_priority, only_on_change, follow_up, auto_resolve_minutes, ...same } = settings;
  return {
    id,
    ...same,
    setPriority: set_priority,
    onlyOnChange: only_on_change,
    followUp: follow_up,
    autoResolveMinutes: auto_resolve_minutes,
  };
}
