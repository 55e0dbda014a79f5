import { STATUSES } from "#lib/domain/alert/alert.ts";
import { RULE_NAME_MAX } from "#lib/domain/rule/limits.ts";
import type { Rule } from "#lib/domain/rule/rule.ts";
import type { RuleValues } from "#lib/domain/rule/rule-schema.ts";
import { settingsOf, toRule } from "#lib/domain/rule/settings.ts";

/** The settings of a new rule: all events at every status, with the channels still to choose. */
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

/** The settings of a rule's duplicate. */
export const copyOf = (rule: Rule): RuleValues => ({
  ...valuesOf(rule),
  name: [...`Copy of ${rule.name}`].slice(0, RULE_NAME_MAX).join(""),
});

/**
 * The draft as a rule, to compare with existing rules. An incomplete condition equals no condition of theirs.
 */
export const comparedOf = (id: string, values: RuleValues): Rule =>
  toRule(id, { ...values, filters: filtersOf(values) });

const filtersOf = ({ filters: { match = "all", conditions = [] } }: RuleValues): Rule["filters"] => ({
  match,
  conditions: conditions.map(({ field, operator, value = null }) => ({ field, operator, value })),
});

/** The form's values for a trial, which needs no name. */
export function draftOf({ name: _, ...values }: RuleValues): Partial<RuleValues> {
  return values;
}
