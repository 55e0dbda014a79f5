import { PRIORITIES } from "#lib/domain/alert.ts";
import type { Rule } from "#lib/domain/rule.ts";
import { type CompiledRule, type RuleEvent, silence, type Verdict } from "#lib/domain/rule-match.ts";

/** How far an event came with a rule: the further, the more it says about a channel that got nothing. */
const PROGRESS = {
  event_not_listed: 0,
  not_matched: 1,
  rule_disabled: 2,
  status_not_selected: 3,
  status_unchanged: 4,
  sends: 5,
} as const;
export type Stage = keyof typeof PROGRESS;

/** What a rule makes of an event, and what that counts. */
export type Opinion = {
  rule: Rule;
  verdict: Verdict;
  stage: Stage;
  weight: number;
  /** Why it does not send, once it was asked for: many channels may have the same answer. */
  told?: string;
};

/** `age` is the rule's place among all, the oldest first. */
export function opinionOf({ rule, judge }: CompiledRule, age: number, event: RuleEvent): Opinion {
  const verdict = judge(event);
  const stage = stageOf(rule, verdict, event);
  return { rule, verdict, stage, weight: weightOf(rule, stage, age) };
}

function stageOf(rule: Rule, verdict: Verdict, event: RuleEvent): Stage {
  if (!verdict.matches) return verdict.listed ? "not_matched" : "event_not_listed";
  if (!rule.enabled) return "rule_disabled";
  return silence(rule, event) ?? "sends";
}

/**
 * Of several rules the one of the greatest weight counts: first the one that came furthest, of those that send the
 * one that sets the highest priority, then one that names the channel before one that says all, then the oldest.
 */
function weightOf(rule: Rule, stage: Stage, age: number): number {
  const priority = stage === "sends" && rule.setPriority !== null ? rank(rule.setPriority) : 0;
  const named = rule.channels === "all" ? 0 : 1;
  return ((PROGRESS[stage] * 8 + priority) * 2 + named) * MAX_RULES - age;
}

/** More rules than there will ever be, so that the age decides last. */
const MAX_RULES = 2 ** 32;

const rank = (priority: (typeof PRIORITIES)[number]): number =>
  PRIORITIES.length - PRIORITIES.indexOf(priority);

/** The opinion of the greatest weight, of those at these places and the one to start from. */
export function bestOf(places: number[], opinions: Opinion[], start?: Opinion): Opinion | undefined {
  let best = start;
  for (const place of places) {
    const one = opinions[place];
    if (one !== undefined && (best === undefined || one.weight > best.weight)) best = one;
  }
  return best;
}

/** Why the rule does not send, in a sentence that names it. */
export function whyNot(opinion: Opinion): string {
  opinion.told ??= `The rule "${opinion.rule.name}" ${reasonOf(opinion)}.`;
  return opinion.told;
}

function reasonOf({ rule, verdict, stage }: Opinion): string {
  if (!verdict.matches) return `did not match: ${verdict.why()}`;
  if (stage === "rule_disabled") return "is disabled";
  if (stage === "status_not_selected") return `notifies at ${rule.statuses.join(", ")} only`;
  return "notifies only when the status changes, and it stayed as it was";
}
