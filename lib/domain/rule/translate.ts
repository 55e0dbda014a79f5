import { detailPath, fieldKind } from "./field.ts";
import { numberIn } from "./number.ts";
import type { RuleCondition, RuleFilters } from "./rule.ts";

const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_]*$/;
/** Words that CEL doesn't accept as a member after a dot. */
const NO_MEMBER: ReadonlySet<string> = new Set(["true", "false", "null", "in"]);

/** Writes filters as an expression: "Switch to Expression Language". No conditions give `true`. */
export function toExpression({ match, conditions }: RuleFilters): string {
  if (conditions.length === 0) return "true";
  return conditions.map(conditionToExpression).join(match === "all" ? " && " : " || ");
}

function conditionToExpression({ field, operator, value }: RuleCondition): string {
  const found = fieldToExpression(field);
  if (operator === "exists") return `${found} != null`;
  if (operator === "not_exists") return `${found} == null`;
  if (operator === "greater_than" || operator === "less_than") {
    const sign = operator === "greater_than" ? ">" : "<";
    return `${typeof value === "number" ? `number(${found})` : found} ${sign} ${ordered(value)}`;
  }
  if (operator === "is_not") return isNot(field, value);
  if (operator === "is" || operator === "is_one_of") return isOneOf(field, value);
  const text = textToExpression(field);
  const wanted = quoted(folded(String(value)));
  if (operator === "contains") return `${text}.contains(${wanted})`;
  if (operator === "not_contains") return `${found} != null && !${text}.contains(${wanted})`;
  return `${text}.${operator === "starts_with" ? "startsWith" : "endsWith"}(${wanted})`;
}

/** cel-js's `lowerAscii` lowers every letter, as the filters do. */
const textToExpression = (field: string): string => {
  const found = fieldToExpression(field);
  return `${fieldKind(field) === "detail" ? `string(${found})` : found}.lowerAscii()`;
};

function isOneOf(field: string, value: RuleCondition["value"]): string {
  const found = fieldToExpression(field);
  if (typeof value === "number") return `number(${found}) == ${ordered(value)}`;
  const texts = Array.isArray(value) ? value : [String(value)];
  const asText = `${textToExpression(field)} ${equalsOneOf(texts.map((one) => quoted(folded(one))))}`;
  const numbers = fieldKind(field) === "detail" ? texts.filter(isOddNumber).map(Number) : [];
  if (numbers.length === 0) return asText;
  return `(${asText} || type(${found}) == double && ${found} ${equalsOneOf(numbers.map(ordered))})`;
}

const equalsOneOf = (values: string[]): string =>
  values.length === 1 ? `== ${values[0]}` : `in [${values.join(", ")}]`;

/**
 * A number in the details has one spelling as text. Only a text in another spelling needs a numeric
 * comparison.
 */
const isOddNumber = (text: string): boolean => {
  const number = numberIn(text);
  return number !== null && String(number) !== text;
};

function isNot(field: string, value: RuleCondition["value"]): string {
  const equal = isOneOf(field, value);
  if (typeof value === "number") return `${textToExpression(field)} != null && !(${equal})`;
  return equal.startsWith("(")
    ? `${textToExpression(field)} != null && !${equal}`
    : equal.replace(" == ", " != ");
}

function fieldToExpression(field: string): string {
  const path = detailPath(field);
  if (path.length === 0) return field;
  const step = (name: string) =>
    IDENTIFIER.test(name) && !NO_MEMBER.has(name) ? `.${name}` : `[${quoted(name)}]`;
  return `details${path.map(step).join("")}`;
}

/** Folds as conditions do: Unicode's NFC, lower case. */
const folded = (text: string): string => text.normalize("NFC").toLowerCase();

/** A JSON number is a double in CEL, whose literals need a point. */
function ordered(value: RuleCondition["value"]): string {
  if (typeof value !== "number") return quoted(String(value));
  const text = String(value);
  return Number.isInteger(value) && !text.includes("e") ? `${text}.0` : text;
}

/** CEL reads JSON's escapes, except for control characters that JSON leaves unescaped. */
const quoted = (text: string): string => JSON.stringify(text);
