import type { AlertStatus } from "./alert.ts";
import type { Rule, RuleCondition } from "./rule.ts";
import { compileExpression } from "./rule-expression.ts";
import { type FieldSource, fieldReader } from "./rule-field.ts";
import { conditionInWords, valueInWords } from "./rule-words.ts";

/** An event as rules see it: with its alert's stored status before it, null at the first one. */
export type RuleEvent = FieldSource & { before: AlertStatus | null };

/**
 * What a rule makes of an event. `listed`: whether its list of events has it, so that it came nearer. `why` says in
 * words what did not hold for that event; `error` is there where its expression failed.
 */
export type Verdict =
  | { matches: true }
  | { matches: false; listed: boolean; why: (event: FieldSource) => string; error: string | null };

export type CompiledRule = { rule: Rule; judge: (event: RuleEvent) => Verdict };

type Test = (event: FieldSource) => boolean;

const MATCHES: Verdict = { matches: true };

/** Prepares a rule once for many events: its verdicts are made here, not at each event. */
export function compileRule(rule: Rule): CompiledRule {
  const judgeFields = rule.expression === null ? byFilters(rule) : byExpression(rule.expression);
  if (rule.events.length === 0) return { rule, judge: judgeFields };
  const events = new Set(rule.events);
  const judge = (event: RuleEvent): Verdict => {
    const { di_event } = event.payload;
    return di_event !== null && events.has(di_event) ? judgeFields(event) : UNLISTED;
  };
  return { rule, judge };
}

/** Why a rule that matches an event does not notify of it; null where it does. */
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
  const tests = conditions.map(sharedTest);
  if (match === "any") {
    const none = unmatched(noneHeld(conditions));
    return (event) => (tests.some((holds) => holds(event)) ? MATCHES : none);
  }
  return allHold(conditions, tests);
}

/** What failed for the last event is asked first: events are alike, and most rules fit few of them. */
function allHold(conditions: RuleCondition[], tests: Test[]): (event: FieldSource) => Verdict {
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

const sharedTests = new Map<string, Test>();

/** The condition's test, made and asked once per event for all rules that have the same condition. */
function sharedTest(condition: RuleCondition): Test {
  const { field, operator, value } = condition;
  return shared(sharedTests, JSON.stringify([field, operator, value]), () => compileCondition(condition));
}

/** More than rules ever hold at once; past it all are made anew. */
const MAX_SHARED = 10_000;

/** What `make` makes for a key, made once; its answer about an event is kept until it is asked about another. */
function shared<T>(
  known: Map<string, (event: FieldSource) => T>,
  key: string,
  make: () => (event: FieldSource) => T,
): (event: FieldSource) => T {
  const before = known.get(key);
  if (before !== undefined) return before;
  if (known.size >= MAX_SHARED) known.clear();
  const ask = make();
  let last: { event: FieldSource; answer: T } | null = null;
  const asked = (event: FieldSource): T => {
    if (last?.event !== event) last = { event, answer: ask(event) };
    return last.answer;
  };
  known.set(key, asked);
  return asked;
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

/**
 * Whether a condition holds for an event. Texts are compared without regard to case; a number or a boolean of the
 * details as its text; a list or an object equals no text. **A missing field makes every comparison false, is_not
 * and not_contains too**; only not_exists holds then. The same stands for expressions.
 */
export function compileCondition({ field, operator, value }: RuleCondition): Test {
  const read = fieldReader(field);
  if (operator === "exists") return (event) => read(event) !== undefined;
  if (operator === "not_exists") return (event) => read(event) === undefined;
  if (operator === "greater_than" || operator === "less_than") return orderTest(read, operator, value);
  const compare = textTest(operator, value);
  const textIn = textReader(field);
  return (event) => {
    const found = textIn(event);
    return found !== null && compare(found);
  };
}

const textReaders = new Map<string, (event: FieldSource) => string | null>();

/** A field as text in lower case, made once per event for all conditions that look at it; null where there is none. */
const textReader = (field: string): ((event: FieldSource) => string | null) =>
  shared(textReaders, field, () => {
    const read = fieldReader(field);
    return (event) => textOf(read(event))?.toLowerCase() ?? null;
  });

/** A number is compared with numbers only. Times are compared as texts: all are of one length, in UTC. */
function orderTest(
  read: (event: FieldSource) => unknown,
  operator: "greater_than" | "less_than",
  value: RuleCondition["value"],
): Test {
  if (value === null || Array.isArray(value)) return () => false;
  return (event) => {
    const found = read(event);
    if ((typeof found !== "number" && typeof found !== "string") || typeof found !== typeof value)
      return false;
    return operator === "greater_than" ? found > value : found < value;
  };
}

function textTest(
  operator: RuleCondition["operator"],
  value: RuleCondition["value"],
): (found: string) => boolean {
  const wanted = (Array.isArray(value) ? value : [String(value)]).map((one) => one.toLowerCase());
  const [text = ""] = wanted;
  if (operator === "is_one_of") return (found) => wanted.includes(found);
  if (operator === "is") return (found) => found === text;
  if (operator === "is_not") return (found) => found !== text;
  if (operator === "contains") return (found) => found.includes(text);
  if (operator === "not_contains") return (found) => !found.includes(text);
  if (operator === "starts_with") return (found) => found.startsWith(text);
  return (found) => found.endsWith(text);
}

function textOf(value: unknown): string | null {
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : null;
}
