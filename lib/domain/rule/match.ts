import type { AlertStatus } from "#lib/domain/alert/alert.ts";
import { isOwnAlert } from "#lib/domain/own/own.ts";
import { asksNothing } from "./asks.ts";
import { type ConditionTest, conditionTest } from "./condition-match.ts";
import { compileExpression } from "./expression.ts";
import { type FieldSource, fieldReader } from "./field.ts";
import type { Rule, RuleCondition } from "./rule.ts";
import { conditionInWords, valueInWords } from "./words.ts";

/** An event as rules see it. `before` is its alert's previous status, null at the first event. */
export type RuleEvent = FieldSource & { before: AlertStatus | null };

/**
 * A rule's verdict on an event. `listed`: the rule's list of events includes it. `why` explains a mismatch in
 * words; `error` says why the expression failed.
 */
export type Verdict =
  | { matches: true }
  | { matches: false; listed: boolean; why: (event: FieldSource) => string; error: string | null };

export type CompiledRule = { rule: Rule; judge: (event: RuleEvent) => Verdict };

const MATCHES: Verdict = { matches: true };

/** Prepares a rule for many events, so that each event only has to be judged. */
export function compileRule(rule: Rule): CompiledRule {
  if (asksNothing(rule)) return { rule, judge: byNothing };
  const judgeFields = rule.expression === null ? byFilters(rule) : byExpression(rule.expression);
  if (rule.events.length === 0) return { rule, judge: judgeFields };
  const events = new Set(rule.events);
  const judge = (event: RuleEvent): Verdict => {
    const { di_event } = event.payload;
    return di_event !== null && events.has(di_event) ? judgeFields(event) : UNLISTED;
  };
  return { rule, judge };
}

/** A rule that asks for nothing sends everything but what Tocsin tells about itself. */
const byNothing = ({ payload }: RuleEvent): Verdict => (isOwnAlert(payload.alert_id) ? OWN : MATCHES);

/** Why a rule does not notify of an event that it matches; null if it does. */
export function silence(
  { statuses, onlyOnChange }: Rule,
  { payload, before }: RuleEvent,
): "status_not_selected" | "status_unchanged" | null {
  if (!statuses.includes(payload.status)) return "status_not_selected";
  return onlyOnChange && payload.status === before ? "status_unchanged" : null;
}

type Why = (event: FieldSource) => string;

const unmatched = (why: Why, error: string | null = null): Verdict => ({
  matches: false,
  listed: true,
  why,
  error,
});

const UNLISTED: Verdict = {
  matches: false,
  listed: false,
  why: ({ payload: { di_event } }) =>
    di_event === null
      ? "it matches some events only, and this one has no di_event"
      : `${di_event} is not among its events`,
  error: null,
};

const OWN = unmatched(() => "only a rule with conditions sends Tocsin's own alerts");

function byExpression(expression: string): (event: FieldSource) => Verdict {
  const evaluate = compileExpression(expression);
  const unsatisfied = unmatched(() => "its expression was false");
  return (event) => {
    const result = evaluate(event);
    if ("value" in result) return result.value ? MATCHES : unsatisfied;
    const { error } = result;
    return unmatched(() => `its expression failed: ${error.replace(/\.$/, "")}`, error);
  };
}

function byFilters({ filters: { match, conditions } }: Rule): (event: FieldSource) => Verdict {
  if (conditions.length === 0) return () => MATCHES;
  const tests = conditions.map(conditionTest);
  if (match === "any") {
    const none = unmatched(noneHeld(conditions));
    return (event) => (tests.some((holds) => holds(event)) ? MATCHES : none);
  }
  return allHold(conditions, tests);
}

/** Starts with the condition that failed last: events are alike, and most rules match few of them. */
function allHold(conditions: RuleCondition[], tests: ConditionTest[]): (event: FieldSource) => Verdict {
  const firstFalse = (event: FieldSource) => tests.findIndex((holds) => !holds(event));
  const reasons = conditions.map(wasFalse);
  const oneWasFalse = unmatched((event) => reasons[firstFalse(event)]?.(event) ?? "");
  let doubtful = tests[0];
  return (event) => {
    if (doubtful?.(event) === false) return oneWasFalse;
    const place = firstFalse(event);
    if (place === -1) return MATCHES;
    doubtful = tests[place];
    return oneWasFalse;
  };
}

function wasFalse(condition: RuleCondition): Why {
  const read = fieldReader(condition.field);
  return (event) => `${conditionInWords(condition)} was false (it is ${valueInWords(read(event))})`;
}

function noneHeld([first, ...others]: RuleCondition[]): Why {
  if (first === undefined) return () => "no condition held";
  const why = wasFalse(first);
  if (others.length === 0) return why;
  const rest = others.length === 1 ? "was the other condition" : `were the ${others.length} other conditions`;
  return (event) => `${why(event)}, and so ${rest}`;
}
