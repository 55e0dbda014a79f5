import { mutedUntilOf, type WithMute } from "#components/mutes/muted-until.ts";
import { type ComparedRule, type Coverage, coverageOf } from "#lib/domain/rule/coverage.ts";
import type { RuleView } from "#lib/domain/rule/rule.ts";
import { matchInWords } from "#lib/domain/rule/words.ts";

/** The part of a rule that the list needs in the browser. */
export type ListedRule = WithMute & {
  id: string;
  name: string;
  enabled: boolean;
  disabledReason: RuleView["disabledReason"];
  lastError: string | null;
  lastErrorAt: number | null;
  /** The conditions in words, and the expression. */
  conditions: string;
  expression: string | null;
  setPriority: RuleView["setPriority"];
  channels: "all" | { id: string; name: string }[];
  matchedLastDay: number;
};

/** A row for the server's search. The searched text may be long, so the browser does not get it. */
export type SearchableRule = ListedRule & { searched: string };

/** The names of the channels that get the same without this rule, because rule `by` sends it. */
export type AddsNothing = { by: Coverage["by"]; channels: "all" | string[] };

/** A row of the list as the browser gets it. */
export type RuleRow = ListedRule & { addsNothing: AddsNothing[] };

/** The row for the browser. Only the rows of the page are compared with all other rules. */
export const toRow = ({ searched: _, ...row }: SearchableRule, beside: Beside): RuleRow => ({
  ...row,
  addsNothing: row.enabled ? addsNothing(row.id, beside) : [],
});

/** All rules, oldest first, and all channels. */
type Beside = {
  rules: readonly (ComparedRule & Pick<RuleView, "autoResolveMinutes">)[];
  channels: readonly { id: string; name: string }[];
};

function addsNothing(ruleId: string, { rules, channels }: Beside): AddsNothing[] {
  const rule = rules.find(({ id }) => id === ruleId);
  // A rule that resolves alerts after a time still does that.
  if (rule === undefined || rule.autoResolveMinutes !== null) return [];
  const nameOf = new Map(channels.map(({ id, name }) => [id, name]));
  return coverageOf(rule, rules, [...nameOf.keys()])
    .filter(({ kind }) => kind === "nothing")
    .map(({ by, channels: covered }) => ({
      by,
      channels: covered === "all" ? covered : covered.map((id) => nameOf.get(id) ?? id),
    }));
}

/** The rule as a row of the list, with the text for the search. */
export function toListed(
  rule: RuleView,
  {
    channels,
    matched,
    muted,
  }: {
    channels: readonly { id: string; name: string }[];
    matched: ReadonlyMap<string, number>;
    muted: ReadonlyMap<string, number>;
  },
): SearchableRule {
  const chosen = rule.channels;
  return {
    id: rule.id,
    name: rule.name,
    enabled: rule.enabled,
    disabledReason: rule.disabledReason,
    lastError: rule.lastError,
    lastErrorAt: rule.lastErrorAt,
    conditions: matchInWords(rule),
    expression: rule.expression,
    setPriority: rule.setPriority,
    channels:
      chosen === "all"
        ? "all"
        : channels.filter(({ id }) => chosen.includes(id)).map(({ id, name }) => ({ id, name })),
    matchedLastDay: matched.get(rule.id) ?? 0,
    ...mutedUntilOf(rule.id, muted),
    searched: searchedOf(rule),
  };
}

/** Lists all events and values in full, because the conditions in words are shortened. */
function searchedOf(rule: RuleView): string {
  const { name, description, events, filters, expression } = rule;
  const values = filters.conditions.flatMap(({ value }) => value ?? []);
  return [name, description, matchInWords(rule), ...events, ...values, expression].join("\n").toLowerCase();
}
