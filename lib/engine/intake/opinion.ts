import { type CompiledRule, type RuleEvent, silence, type Verdict } from "#lib/domain/rule/match.ts";
import { precedenceOf } from "#lib/domain/rule/precedence.ts";
import type { Rule } from "#lib/domain/rule/rule.ts";

/** How far an event came with a rule: the further, the more it says about a channel that got nothing. */
const PROGRESS = {
  event_not_listed: 0,
  not_matched: 1,
  expression_failed: 1,
  rule_disabled: 2,
  status_not_selected: 3,
  status_unchanged: 4,
  sends: 5,
} as const;
export type Stage = keyof typeof PROGRESS;

/** What a rule makes of an event, and what that counts: one of the few that it can have, made once. */
export type Opinion = { compiled: CompiledRule; stage: Stage; weight: number };

/** A rule with each opinion that it can have. */
export type OpinionatedRule = CompiledRule & { opinions: Record<Stage, Opinion> };

/** `age` is the rule's place among all, the oldest first. */
export function withOpinions(compiled: CompiledRule, age: number): OpinionatedRule {
  const stages = Object.keys(PROGRESS) as Stage[];
  const made = stages.map((stage) => [
    stage,
    { compiled, stage, weight: weightOf(compiled.rule, stage, age) },
  ]);
  return { ...compiled, opinions: Object.fromEntries(made) };
}

export const opinionOf = ({ rule, judge, opinions }: OpinionatedRule, event: RuleEvent): Opinion =>
  opinions[stageOf(rule, judge(event), event)];

function stageOf(rule: Rule, verdict: Verdict, event: RuleEvent): Stage {
  if (!verdict.matches) {
    if (verdict.error !== null) return "expression_failed";
    return verdict.listed ? "not_matched" : "event_not_listed";
  }
  if (!rule.enabled) return "rule_disabled";
  return silence(rule, event) ?? "sends";
}

/** The rule that came furthest counts, then the one of the greatest precedence, then the oldest. */
function weightOf(rule: Rule, stage: Stage, age: number): number {
  // What a rule sets counts only for what it sends.
  const precedence = precedenceOf(stage === "sends" ? rule : { ...rule, setPriority: null });
  return (PROGRESS[stage] * 16 + precedence) * MAX_RULES - age;
}

/** More rules than there will ever be, so that the age decides last. */
const MAX_RULES = 2 ** 32;

/** The opinion of the greatest weight, of those at these places and the one to start from. */
export function bestOf(
  places: readonly number[],
  opinions: readonly Opinion[],
  start?: Opinion,
): Opinion | undefined {
  let best = start;
  for (const place of places) {
    const one = opinions[place];
    if (one !== undefined && (best === undefined || one.weight > best.weight)) best = one;
  }
  return best;
}

/** Whether the rule is enabled and its events and conditions fit, so that it notifies unless the status is silent. */
export const isMatch = ({ stage }: Opinion): boolean => PROGRESS[stage] > PROGRESS.rule_disabled;

/** What the rule's expression failed with; null where it did not fail. */
export function failureOf({ compiled, stage }: Opinion, event: RuleEvent): string | null {
  if (stage !== "expression_failed") return null;
  const verdict = compiled.judge(event);
  return verdict.matches ? null : verdict.error;
}

/** Why the rule does not send the event, in a sentence that names it. */
export const whyNot = (opinion: Opinion, event: RuleEvent): string =>
  `The rule "${opinion.compiled.rule.name}" ${reasonOf(opinion, event)}.`;

function reasonOf({ compiled: { rule, judge }, stage }: Opinion, event: RuleEvent): string {
  if (stage === "rule_disabled") return "is disabled";
  if (stage === "status_not_selected") return `notifies at ${rule.statuses.join(", ")} only`;
  if (stage === "status_unchanged") return "notifies only when the status changes, and it stayed as it was";
  const verdict = judge(event);
  return verdict.matches ? "sends it" : `did not match: ${verdict.why(event)}`;
}
