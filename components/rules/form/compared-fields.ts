import { type ComparedField, memberField } from "#components/form/compare.ts";
import type { RuleValues } from "#lib/domain/rule/rule-schema.ts";
import { conditionInWords } from "#lib/domain/rule/words.ts";
import type { RuleOptions } from "./section-props.ts";

const onOff = (on: boolean): string => (on ? "On" : "Off");
const listOf = (words: readonly string[], none: string): string =>
  words.length === 0 ? none : words.join(", ");

/** A rule's settings for the comparison of two people's changes. */
export function ruleFields({
  channels,
}: Pick<RuleOptions, "channels">): readonly ComparedField<RuleValues>[] {
  const nameOf = (id: string) => channels.find((channel) => channel.id === id)?.name ?? "A deleted channel";
  return [
    memberField<RuleValues>("name", "Name", ({ name }) => name),
    memberField<RuleValues>("description", "Description", ({ description }) => description || "None"),
    memberField<RuleValues>("enabled", "Status", ({ enabled }) => (enabled ? "Enabled" : "Disabled")),
    memberField<RuleValues>("events", "Events", ({ events }) => listOf(events, "Every event")),
    FILTER,
    memberField<RuleValues>(
      "set_priority",
      "Priority",
      ({ set_priority }) => set_priority ?? "The source's own",
    ),
    memberField<RuleValues>("statuses", "Stages", ({ statuses }) => listOf(statuses, "None")),
    memberField<RuleValues>("only_on_change", "Only when the status changes", ({ only_on_change }) =>
      onOff(only_on_change),
    ),
    memberField<RuleValues>("follow_up", "Follow-up", ({ follow_up }) => onOff(follow_up)),
    memberField<RuleValues>("auto_resolve_minutes", "Auto-resolve", ({ auto_resolve_minutes: minutes }) =>
      minutes === null ? "Never" : `After ${minutes} min without an event`,
    ),
    memberField<RuleValues>("channels", "Channels", ({ channels: ids }) =>
      ids === "all" ? "All" : listOf(ids.map(nameOf), "None"),
    ),
  ];
}

/** The rows and the expression are one setting: the form shows only the expression if there is one. */
const FILTER: ComparedField<RuleValues> = {
  name: "filters",
  label: "Filter by Fields",
  of: ({ filters, expression }) => ({ filters, expression }),
  inWords: ({ filters, expression }) => expression ?? filtersInWords({ filters }),
  put: (into, { filters, expression }) => ({ ...into, filters, expression }),
};

function filtersInWords({ filters: { match, conditions = [] } = {} }: Pick<RuleValues, "filters">): string {
  const words = conditions.map(({ value = null, ...rest }) => conditionInWords({ ...rest, value }));
  return listOf(words, "None") + (words.length > 1 ? ` (${match})` : "");
}
