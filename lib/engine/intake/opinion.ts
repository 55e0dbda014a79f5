import { type CompiledRule, type RuleEvent, silence, type Verdict } from "#lib/domain/rule/match.ts";
import { precedenceOf } from "#lib/domain/rule/precedence.ts";
import type { Rule } from "#lib/domain/rule/rule.ts";

/** How far an event got with a rule. The further it got, the better it explains why a channel got nothing. */
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

/** A rule's judgement of an event, and how much it counts against other rules' judgements. */
export type Opinion = { compiled: CompiledRule; stage: Stage; weight: number };

/** A rule with its opinion for each stage. They are made once, since routing needs them for every event. */
export type OpinionatedRule = CompiledRule & { opinions: Record<Stage, Opinion> };

/** `age` is the rule's place in the order of creation: 0 is the oldest. */
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

/**
 * How much an opinion counts. The greatest weight wins, and each point below decides only between rules that
 * are equal in all points above it:
 * 1. the rule with which the event got further,
 * 2. of rules that send, the one that sets the higher priority,
 * 3. a rule that names the channel, before one for all channels,
 * 4. the older rule.
 */
function weightOf(rule: Rule, stage: Stage, age: number): number {
  // What a rule sets counts only for what it sends.
  const precedence = precedenceOf(stage === "sends" ? rule : { ...rule, setPriority: null });
  return (PROGRESS[stage] * 16 + precedence) * MAX_RULES - age;
}

/** More than there will ever be rules, so that the age never outweighs the other points. */
const MAX_RULES = 2 ** 32;

/** The opinion with the greatest weight among those at `places` and `start`. */
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

/**
 * Whether the rule is enabled and its events and conditions fit. It then notifies, unless the status keeps it
 * silent.
 */
export const isMatch = ({ stage }: Opinion): boolean => PROGRESS[stage] > PROGRESS.rule_disabled;

/** Why the rule's expression failed, or null if it did not fail. */
export function failureOf({ compiled, stage }: Opinion, event: RuleEvent): string | null {
  if (stage !== "expression_failed") return null;
  const verdict = compiled.judge(event);
  return verdict.matches ? null : verdict.error;
}

/** Why the rule does not send the event, e.g. `The rule "Disks" is disabled.` */
export const whyNot = (opinion: Opinion, event: RuleEvent): string =>
  `The rule "${opinion.compiled.rule.name}" ${reasonOf(opinion, event)}.`;

function reasonOf({ compiled: { rule, judge }, stage }: Opinion, event: RuleEvent): string {
  if (stage === "rule_disabled") return "is disabled";
  if (stage === "status_not_selected") return `notifies at ${rule.statuses.join(", ")} only`;
  if (stage === "status_unchanged") return "notifies only when the status changes, and it stayed as it was";
  const verdict = judge(event);
  return verdict.matches ? "sends it" : `did not match: ${verdict.why(event)}`;
}
