import type { Rule } from "./rule.ts";

/** Whether the rule has neither filters nor an expression. It may still pick events. */
export const hasNoCondition = ({ expression, filters }: Pick<Rule, "expression" | "filters">): boolean =>
  expression === null && filters.conditions.length === 0;

/** Whether the rule asks nothing of an event: it then matches all but Tocsin's own alerts. */
export const asksNothing = (rule: Pick<Rule, "events" | "expression" | "filters">): boolean =>
  rule.events.length === 0 && hasNoCondition(rule);
