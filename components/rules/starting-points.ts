import { OWN_CATEGORY } from "#lib/domain/own/own.ts";
import type { RuleValues } from "#lib/domain/rule/rule-schema.ts";

export const START_TABS = [
  { id: "alerts", label: "Alerts" },
  { id: "insights", label: "Insights" },
] as const;
export type StartTab = (typeof START_TABS)[number]["id"];

/** A starting point for a rule; `values` prefill the form. */
export type StartingPoint = {
  id: string;
  tab: StartTab;
  title: string;
  description: string;
  values: Partial<RuleValues>;
  /** Whether the dialog that picks events is open at first. Nothing else sets this starting point apart. */
  picksEvents?: boolean;
};

const filteredBy = (
  field: string,
  operator: "is" | "is_one_of",
  value: string | string[],
): Partial<RuleValues> => ({
  filters: { match: "all", conditions: [{ field, operator, value }] },
});

export const STARTING_POINTS: readonly StartingPoint[] = [
  {
    id: "every-alert",
    tab: "alerts",
    title: "Every alert",
    description: "Every alert that arrives, at every status.",
    values: {},
  },
  {
    id: "critical-and-high",
    tab: "alerts",
    title: "Critical and high only",
    description: "Alerts whose priority is Critical or High.",
    values: filteredBy("priority", "is_one_of", ["Critical", "High"]),
  },
  {
    id: "one-source",
    tab: "alerts",
    title: "One source",
    description: "Alerts of one source, chosen by name.",
    values: filteredBy("source_name", "is", ""),
  },
  {
    id: "one-category",
    tab: "alerts",
    title: "One category",
    description: "Alerts of one category.",
    values: filteredBy("category", "is", ""),
  },
  {
    id: "tocsin-itself",
    tab: "alerts",
    title: "Tocsin itself",
    description: "What Tocsin tells about itself: a failing webhook, a full disk and the like.",
    values: filteredBy("category", "is", OWN_CATEGORY),
  },
  {
    id: "event",
    tab: "insights",
    title: "Rule For Event Based Alerts",
    description: "Events that you pick from the catalogue, such as a new user or a failed sign-in.",
    values: {},
    picksEvents: true,
  },
];

/** The starting points of a tab that match the search, ignoring case. */
export function chooseStartingPoints(tab: StartTab, search: string): StartingPoint[] {
  const wanted = search.trim().toLowerCase();
  return STARTING_POINTS.filter(
    (point) => point.tab === tab && `${point.title}\n${point.description}`.toLowerCase().includes(wanted),
  );
}
