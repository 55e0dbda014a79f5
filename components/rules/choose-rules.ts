import type { ListedRule, SearchableRule } from "./listed-rule.ts";

/** What the address bar asks of the list; absent is all. */
export type RuleChoice = {
  q: string;
  status: string;
  channelId: string;
  sort: { by: string; descending: boolean };
};

/** How the list is sorted unless the address bar says otherwise. */
export const DEFAULT_SORT = "name";

/** The other orders, for where no column can be pressed. */
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

/** Tocsin switched it off, or its expression fails. */
export const needsAttention = ({ disabledReason, lastError }: ListedRule): boolean =>
  disabledReason !== null || lastError !== null;

/** The rows that match the search (name, description or conditions, whatever the case) and the filters, in the order asked for. */
export function chooseRules(rows: readonly SearchableRule[], choice: RuleChoice): SearchableRule[] {
  const wanted = choice.q.trim().toLowerCase();
  const found = rows.filter(
    (row) => hasStatus(row, choice.status) && sendsTo(row, choice.channelId) && row.searched.includes(wanted),
  );
  return found.sort(inOrder(choice.sort));
}

function hasStatus(row: ListedRule, status: string): boolean {
  if (status === "enabled") return row.enabled;
  if (status === "disabled") return !row.enabled;
  return status !== "attention" || needsAttention(row);
}

const sendsTo = ({ channels }: ListedRule, channelId: string): boolean =>
  channelId === "" || channels === "all" || channels.some(({ id }) => id === channelId);

type Compare = (a: ListedRule, b: ListedRule) => number;

const names = new Intl.Collator("en", { numeric: true });
const byName: Compare = (a, b) => names.compare(a.name, b.name);

/** What asks for a look comes first. */
function statusRank(row: ListedRule): number {
  if (needsAttention(row)) return 0;
  return row.enabled ? 2 : 1;
}

const ORDERS: Record<string, Compare> = {
  name: byName,
  matched: (a, b) => a.matchedLastDay - b.matchedLastDay,
  status: (a, b) => statusRank(a) - statusRank(b),
};

/** Rows that are equal stand by name, ascending. */
function inOrder({ by, descending }: RuleChoice["sort"]): Compare {
  const compare = ORDERS[by] ?? byName;
  const sign = descending ? -1 : 1;
  return (a, b) => sign * compare(a, b) || byName(a, b);
}
