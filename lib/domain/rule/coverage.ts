import { STATUSES } from "#lib/domain/alert/alert.ts";
import { OWN_CATEGORY } from "#lib/domain/own/own.ts";
import { asksNothing, hasNoCondition } from "./asks.ts";
import { precedenceOf } from "./precedence.ts";
import type { Rule } from "./rule.ts";

/** The settings that decide which events a rule sends where. */
export type ComparedRule = Pick<
  Rule,
  | "id"
  | "name"
  | "enabled"
  | "events"
  | "filters"
  | "expression"
  | "setPriority"
  | "statuses"
  | "onlyOnChange"
  | "channels"
>;

/**
 * What a rule adds at channels that another rule sends to. `nothing`: they would get the same requests
 * without it. `values`: they would get the same events without it, but it sets their `rule_id` and priority.
 * `some`: they would get some of its events without it.
 */
type CoverageKind = "nothing" | "values" | "some";

/**
 * Another rule (`by`) that sends the same events. `everything`: it sends every event. `exceptOwn`: it does not
 * send Tocsin's own alerts, which the rule may.
 */
export type Coverage = {
  kind: CoverageKind;
  by: { id: string; name: string };
  everything: boolean;
  exceptOwn: boolean;
  /** The ids of the channels that both send to; `"all"` if both send to all. */
  channels: "all" | string[];
};

/**
 * The other enabled rules that already send a rule's events to its channels. Each channel counts once, for
 * the rule that leaves this one the least to add. Only the settings themselves count as proof: filters that
 * differ are not compared by meaning. `rules` are in the order of the routing table, oldest first; a rule
 * that is not among them counts as the youngest. `channels` are the ids of all channels.
 *
 * Example: beside "All alerts" (no conditions, all channels), a younger rule for Critical alerts to all
 * channels gives `[{ kind: "nothing", by: All alerts, everything: true, channels: "all" }]`.
 */
export function coverageOf(
  rule: ComparedRule,
  rules: readonly ComparedRule[],
  channels: readonly string[],
): Coverage[] {
  const age = ageIn(rules);
  const others = rules
    .filter(({ id, enabled }) => enabled && id !== rule.id)
    .flatMap((by) => {
      const kind = kindOf(rule, by, age);
      return kind === null ? [] : [{ kind, by }];
    })
    .sort((a, b) => LEAVES[a.kind] - LEAVES[b.kind] || compare(a.by, b.by, age));
  return shareOut(rule, others, channels);
}

/** How much the rule still adds, least first. */
const LEAVES: Record<CoverageKind, number> = { nothing: 0, values: 1, some: 2 };

type Age = (rule: ComparedRule) => number;

/** A rule's index; an unsaved rule comes after all others. */
function ageIn(rules: readonly ComparedRule[]): Age {
  const places = new Map(rules.map(({ id }, place) => [id, place]));
  return ({ id }) => places.get(id) ?? rules.length;
}

/** Negative if rule `a` takes precedence over `b` for an event that both send. */
const compare = (a: ComparedRule, b: ComparedRule, age: Age): number =>
  precedenceOf(b) - precedenceOf(a) || age(a) - age(b);

function kindOf(rule: ComparedRule, by: ComparedRule, age: Age): CoverageKind | null {
  if (!asksNoMore(by, rule) || !share(rule, by) || (hasNoCondition(by) && wantsOwnOnly(rule))) return null;
  if (!hasAll(rule, by)) return "some";
  return compare(by, rule, age) < 0 ? "nothing" : "values";
}

/** Whether some event and some status are listed by both. */
const share = (a: ComparedRule, b: ComparedRule): boolean =>
  (a.events.length === 0 || b.events.length === 0 || a.events.some((event) => b.events.includes(event))) &&
  a.statuses.some((status) => b.statuses.includes(status));

/** Whether `by` lists every event and status of `rule`. */
function hasAll(rule: ComparedRule, by: ComparedRule): boolean {
  const known = new Set(by.events);
  const events = known.size === 0 || (rule.events.length > 0 && rule.events.every((one) => known.has(one)));
  const statuses = rule.statuses.every((status) => by.statuses.includes(status));
  return events && statuses && (rule.onlyOnChange || !by.onlyOnChange);
}

/** Whether every event that passes the filter or expression of `rule` passes that of `by` too. */
function asksNoMore(by: ComparedRule, rule: ComparedRule): boolean {
  if (hasNoCondition(by)) return true;
  if (by.expression !== null || rule.expression !== null) return by.expression === rule.expression;
  const its = conditionsOf(rule);
  const others = conditionsOf(by);
  if (its.length === 0) return false;
  if (isAny(rule)) return isAny(by) && its.every((one) => others.includes(one));
  return isAny(by) ? its.some((one) => others.includes(one)) : others.every((one) => its.includes(one));
}

/** Whether the rule's filters let only Tocsin's own alerts pass. */
const wantsOwnOnly = (rule: ComparedRule): boolean =>
  !isAny(rule) &&
  rule.filters.conditions.some(
    ({ field, operator, value }) => operator === "is" && field === "category" && value === OWN_CATEGORY,
  );

/** With a single condition, "any" means the same as "all", so it counts as "all". */
const isAny = ({ filters: { match, conditions } }: ComparedRule): boolean =>
  match === "any" && conditions.length > 1;

const conditionsOf = ({ filters }: ComparedRule): string[] =>
  filters.conditions.map(({ field, operator, value }) => JSON.stringify([field, operator, value]));

type Other = { kind: CoverageKind; by: ComparedRule };

/** Assigns each channel to the first of the other rules that sends to it. */
function shareOut(rule: ComparedRule, others: readonly Other[], channels: readonly string[]): Coverage[] {
  let left = rule.channels === "all" ? channels : channels.filter((id) => rule.channels.includes(id));
  return others.flatMap(({ kind, by }) => {
    const reached = left.filter((id) => by.channels === "all" || by.channels.includes(id));
    if (reached.length === 0) return [];
    const bothAll = rule.channels === "all" && reached.length === channels.length && by.channels === "all";
    left = left.filter((id) => !reached.includes(id));
    return [
      {
        kind,
        by: { id: by.id, name: by.name },
        everything: sendsEverything(by),
        exceptOwn: asksNothing(by) && rule.events.length === 0 && !asksNothing(rule),
        channels: bothAll ? ("all" as const) : reached,
      },
    ];
  });
}

const sendsEverything = (rule: ComparedRule): boolean =>
  asksNothing(rule) && rule.statuses.length === STATUSES.length && !rule.onlyOnChange;
