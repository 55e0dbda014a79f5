import type { ComparedField } from "#components/form/compare.ts";
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
    field("name", "Name", ({ name }) => name),
    field("description", "Description", ({ description }) => description || "None"),
    field("enabled", "Status", ({ enabled }) => (enabled ? "Enabled" : "Disabled")),
    field("events", "Events", ({ events }) => listOf(events, "Every event")),
    FILTER,
    field("set_priority", "Priority", ({ set_priority }) => set_priority ?? "The source's own"),
    field("statuses", "Stages", ({ statuses }) => listOf(statuses, "None")),
    field("only_on_change", "Only when the status changes", ({ only_on_change }) => onOff(only_on_change)),
    field("follow_up", "Follow-up", ({ follow_up }) => onOff(follow_up)),
    field("auto_resolve_minutes", "Auto-resolve", ({ auto_resolve_minutes: minutes }) =>
      minutes === null ? "Never" : `After ${minutes} min without an event`,
    ),
    field("channels", "Channels", ({ channels: ids }) =>
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

function field(
  name: keyof RuleValues,
  label: string,
  inWords: (values: RuleValues) => string,
): ComparedField<RuleValues> {
  return {
    name,
    label,
    of: (values) => values[name],
    inWords,
    put: (into, from) => ({ ...into, [name]: from[name] }),
  };
}

function filtersInWords({ filters: { match, conditions = [] } = {} }: Pick<RuleValues, "filters">): string {
  const words = conditions.map(({ value = null, ...rest }) => conditionInWords({ ...rest, value }));
  return listOf(words, "None") + (words.length > 1 ? ` (${match})` : "");
}
