import { type FieldSource, fieldReader } from "./field.ts";
import { numberIn } from "./number.ts";
import type { RuleCondition, RuleOperator } from "./rule.ts";

export type ConditionTest = (event: FieldSource) => boolean;

const tests = new Map<string, ConditionTest>();

/** The condition's test. Rules with the same condition share it, and it runs once per event. */
export function conditionTest(condition: RuleCondition): ConditionTest {
  const { field, operator, value } = condition;
  return shared(tests, JSON.stringify([field, operator, value]), () => compileCondition(condition));
}

/** More than all rules together hold; beyond it the cache is emptied. */
const MAX_SHARED = 10_000;

/** Makes one test per key, which remembers its answer for the latest event. */
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
 * Whether a condition holds for an event.
 *
 * Texts are compared in Unicode's NFC, ignoring case. If one side of `is`, `is_not`, `is_one_of` or an order
 * is a number and the other a text that spells one, they are compared as numbers: 500 equals "500.0".
 * Otherwise a number or boolean of the details counts as its text; a list or an object equals nothing.
 *
 * **A missing field makes every comparison false, even is_not and not_contains**; only not_exists holds.
 * Expressions follow the same rules.
 */
export function compileCondition({ field, operator, value }: RuleCondition): ConditionTest {
  const read = fieldReader(field);
  if (operator === "exists") return (event) => read(event) !== undefined;
  if (operator === "not_exists") return (event) => read(event) === undefined;
  if (operator === "greater_than" || operator === "less_than") return orderTest(read, operator, value);
  if (operator === "is" || operator === "is_not" || operator === "is_one_of")
    return equalityTest(field, operator !== "is_not", Array.isArray(value) ? value : [value ?? ""]);
  const compare = textTest(operator, folded(String(value)));
  const textIn = textReader(field);
  return (event) => {
    const found = textIn(event);
    return found !== null && compare(found);
  };
}

const folded = (text: string): string => text.normalize("NFC").toLowerCase();

const textReaders = new Map<string, (event: FieldSource) => string | null>();

/** Reads a field as text ready to compare, once per event for all conditions; null if it has none. */
const textReader = (field: string): ((event: FieldSource) => string | null) =>
  shared(textReaders, field, () => {
    const read = fieldReader(field);
    return (event) => {
      const text = textOf(read(event));
      return text === null ? null : folded(text);
    };
  });

/** Compares times as texts: all are in UTC and of the same length. */
function orderTest(
  read: (event: FieldSource) => unknown,
  operator: "greater_than" | "less_than",
  value: RuleCondition["value"],
): ConditionTest {
  if (value === null || Array.isArray(value)) return () => false;
  const after = operator === "greater_than";
  const readAlike = typeof value === "number" ? numberOf : timeOf;
  return (event) => {
    const found = readAlike(read(event));
    return found !== null && (after ? found > value : found < value);
  };
}

const timeOf = (found: unknown): string | null => (typeof found === "string" ? found : null);

function numberOf(found: unknown): number | null {
  if (typeof found === "string") return numberIn(found);
  return typeof found === "number" ? found : null;
}

/** Whether the field equals one of the values or, if `wanted` is false, none of them. */
function equalityTest(field: string, wanted: boolean, values: (string | number)[]): ConditionTest {
  const read = fieldReader(field);
  const textIn = textReader(field);
  const texts = values.filter((value) => typeof value === "string").map(folded);
  const numbers = values.filter((value) => typeof value === "number");
  const numeric = values.map(numberOf).filter((number) => number !== null);
  return (event) => {
    const found = read(event);
    if (typeof found === "number") return numeric.includes(found) === wanted;
    const text = textIn(event);
    if (text === null) return false;
    return (texts.includes(text) || isOneOf(text, numbers)) === wanted;
  };
}

function isOneOf(text: string, numbers: readonly number[]): boolean {
  if (numbers.length === 0) return false;
  const number = numberIn(text);
  return number !== null && numbers.includes(number);
}

function textTest(operator: RuleOperator, text: string): (found: string) => boolean {
  if (operator === "contains") return (found) => found.includes(text);
  if (operator === "not_contains") return (found) => !found.includes(text);
  if (operator === "starts_with") return (found) => found.startsWith(text);
  return (found) => found.endsWith(text);
}

function textOf(value: unknown): string | null {
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : null;
}
