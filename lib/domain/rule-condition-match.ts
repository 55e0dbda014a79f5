import type { RuleCondition } from "./rule.ts";
import { type FieldSource, fieldReader } from "./rule-field.ts";

export type ConditionTest = (event: FieldSource) => boolean;

const tests = new Map<string, ConditionTest>();

/** The condition's test, made and asked once per event for all rules that have the same condition. */
export function conditionTest(condition: RuleCondition): ConditionTest {
  const { field, operator, value } = condition;
  return shared(tests, JSON.stringify([field, operator, value]), () => compileCondition(condition));
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

/**
 * Whether a condition holds for an event. Texts are compared without regard to case; a number or a boolean of the
 * details as its text; a list or an object equals no text. **A missing field makes every comparison false, is_not
 * and not_contains too**; only not_exists holds then. The same stands for expressions.
 */
export function compileCondition({ field, operator, value }: RuleCondition): ConditionTest {
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
): ConditionTest {
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
