import { byName } from "#components/list/choose.ts";
import type { RuleOptions } from "#components/rules/form/section-props.ts";
import { listChannels } from "#db/queries/channel-list.ts";
import { listRules } from "#db/queries/rules.ts";
import { listSeenEvents } from "#db/queries/seen-events.ts";
import { readDb } from "#db/read.ts";
import type { ComparedRule } from "#lib/domain/rule/coverage.ts";
import type { RuleView } from "#lib/domain/rule/rule.ts";

/** The choices for the form of a rule, and the rules to compare with. `ruleId` is the edited rule. */
export async function ruleOptions(ruleId?: string): Promise<RuleOptions> {
  const db = readDb();
  const [channels, rules] = await Promise.all([listChannels(db), listRules(db)]);
  return {
    channels: channels.map(({ id, name, health }) => ({ id, name, health })).sort(byName),
    seenEvents: await listSeenEvents(db),
    rules: rules.filter(({ id, enabled }) => enabled || id === ruleId).map(toCompared),
  };
}

const toCompared = (rule: RuleView): ComparedRule => ({
  id: rule.id,
  name: rule.name,
  enabled: rule.enabled,
  events: rule.events,
  filters: rule.filters,
  expression: rule.expression,
  setPriority: rule.setPriority,
  statuses: rule.statuses,
  onlyOnChange: rule.onlyOnChange,
  channels: rule.channels,
});
