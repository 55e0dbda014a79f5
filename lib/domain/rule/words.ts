import { asksPresence, fieldKind } from "./field.ts";
import type { Rule, RuleCondition, RuleOperator } from "./rule.ts";

/** Cuts longer values in sentences. */
const SHOWN_MAX = 60;

const OPERATOR_WORDS: Record<RuleOperator, string> = {
  is: "is",
  is_not: "is not",
  contains: "contains",
  not_contains: "does not contain",
  starts_with: "starts with",
  ends_with: "ends with",
  is_one_of: "is one of",
  exists: "exists",
  not_exists: "does not exist",
  greater_than: "is greater than",
  less_than: "is less than",
};

/**
 * An operator in words that suit the field.
 * @example operatorInWords("greater_than", "occurred_at") === "is after"
 */
export function operatorInWords(operator: RuleOperator, field: string): string {
  if (fieldKind(field) !== "time") return OPERATOR_WORDS[operator];
  if (operator === "greater_than") return "is after";
  return operator === "less_than" ? "is before" : OPERATOR_WORDS[operator];
}

/**
 * A condition in words: "details.region is one of eu, us", "category exists".
 * @example conditionInWords({ field: "priority", operator: "is", value: "Critical" }) === "priority is Critical"
 */
export function conditionInWords({ field, operator, value }: RuleCondition): string {
  const comparison = `${field} ${operatorInWords(operator, field)}`;
  return asksPresence(operator) ? comparison : `${comparison} ${valueInWords(value)}`;
}

/** A value within a sentence, cut if it is long. */
export function valueInWords(value: unknown): string {
  if (value === undefined || value === null) return "missing";
  if (value === "") return "empty";
  const text = textInWords(value);
  const characters = [...text];
  return characters.length <= SHOWN_MAX ? text : `${characters.slice(0, SHOWN_MAX - 1).join("")}…`;
}

function textInWords(value: unknown): string {
  if (typeof value === "string") return value;
  if (Array.isArray(value) && value.every((one) => typeof one === "string")) return value.join(", ");
  return JSON.stringify(value);
}

/** What a rule asks of an event, in words: "user_create or 2 more, and priority is Critical". */
export function matchInWords({
  events,
  filters,
  expression,
}: Pick<Rule, "events" | "filters" | "expression">) {
  const parts = [
    eventsInWords(events),
    expression === null ? filtersInWords(filters) : "its expression is true",
  ];
  const asked = parts.filter((part) => part !== "").join(", and ");
  if (asked === "") return "Every event but Tocsin's own";
  // Keeps names of events and fields as written.
  return asked.startsWith("its ") ? `I${asked.slice(1)}` : asked;
}

function eventsInWords(events: string[]): string {
  const [first, second] = events;
  if (first === undefined) return "";
  if (second === undefined) return first;
  return events.length === 2 ? `${first} or ${second}` : `${first} or ${events.length - 1} more`;
}

function filtersInWords({ match, conditions }: Rule["filters"]): string {
  return conditions.map(conditionInWords).join(match === "all" ? " and " : " or ");
}
