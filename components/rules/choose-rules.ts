import { byName, type Compare, inOrder, type Order } from "#components/list/choose.ts";
import type { ListedRule, SearchableRule } from "./listed-rule.ts";

/** The list's search, filters and order from the address bar. An empty member asks for all. */
export type RuleChoice = {
  q: string;
  status: string;
  channelId: string;
  sort: Order;
};

/** The order of the list if the address bar names none. */
export const DEFAULT_SORT = "name";

/** The other orders, for phones, which have no column titles to press. */
export const SORTS = [
  { value: "-name", label: "Name, Z first" },
  { value: "status", label: "Status, troubled first" },
  { value: "-matched", label: "Matched in 24 h, most first" },
  { value: "matched", label: "Matched in 24 h, fewest first" },
];

/** The choices of the filter by status. */
export const STATUS_FILTERS = [
  { value: "enabled", label: "Enabled" },
  { value: "disabled", label: "Disabled" },
  { value: "attention", label: "Needs attention" },
] as const;

/** Whether Tocsin disabled the rule or its expression fails. */
const needsAttention = ({ disabledReason, lastError }: ListedRule): boolean =>
  disabledReason !== null || lastError !== null;

/**
 * The rows that match the filters and the search (in name, description or conditions, ignoring case), in the
 * chosen order.
 */
export function chooseRules(rows: readonly SearchableRule[], choice: RuleChoice): SearchableRule[] {
  const wanted = choice.q.trim().toLowerCase();
  const found = rows.filter(
    (row) => hasStatus(row, choice.status) && sendsTo(row, choice.channelId) && row.searched.includes(wanted),
  );
  return found.sort(inOrder(choice.sort, ORDERS));
}

function hasStatus(row: ListedRule, status: string): boolean {
  if (status === "enabled") return row.enabled;
  if (status === "disabled") return !row.enabled;
  return status !== "attention" || needsAttention(row);
}

const sendsTo = ({ channels }: ListedRule, channelId: string): boolean =>
  channelId === "" || channels === "all" || channels.some(({ id }) => id === channelId);

/** Rules that need attention come first. */
function statusRank(row: ListedRule): number {
  if (needsAttention(row)) return 0;
  return row.enabled ? 2 : 1;
}

const ORDERS: Record<string, Compare<ListedRule>> = {
  name: byName,
  matched: (a, b) => a.matchedLastDay - b.matchedLastDay,
  status: (a, b) => statusRank(a) - statusRank(b),
};
