import { STATUSES } from "#lib/domain/alert/alert.ts";
import type { Rule, RuleCondition } from "#lib/domain/rule/rule.ts";
import { RULE_NAME_MAX, type RuleValues, settingsOf, toRule } from "#lib/domain/rule/settings.ts";

export const BLANK_CONDITION: RuleCondition = { field: "", operator: "is", value: "" };

/** The settings that a new rule starts with: everything, at every status, to channels that are still to be chosen. */
export const newValues = (): RuleValues => ({
  name: "",
  description: "",
  enabled: true,
  events: [],
  filters: { match: "all", conditions: [] },
  expression: null,
  set_priority: null,
  statuses: [...STATUSES],
  only_on_change: false,
  follow_up: true,
  auto_resolve_minutes: null,
  channels: [],
});

/** The settings of a saved rule. */
export function valuesOf(rule: Rule): RuleValues {
  const settings = settingsOf(rule);
  return { ...settings, description: settings.description ?? "" };
}

/** The settings of a rule for another one. */
export const copyOf = (rule: Rule): RuleValues => ({
  ...valuesOf(rule),
  name: [...`Copy of ${rule.name}`].slice(0, RULE_NAME_MAX).join(""),
});

/** A draft as it compares with the rules that there are; a condition that is not complete yet equals none of theirs. */
export const comparedOf = (id: string, values: RuleValues): Rule =>
  toRule(id, { ...values, filters: filtersOf(values) });

const filtersOf = ({ filters: { match = "all", conditions = [] } }: RuleValues): Rule["filters"] => ({
  match,
  conditions: conditions.map(({ field, operator, value = null }) => ({ field, operator, value })),
});

/** What is tried: the settings as they stand, whether or not the rule has a name yet. */
export function draftOf({ name: _, ...values }: RuleValues): Partial<RuleValues> {
  return values;
}
