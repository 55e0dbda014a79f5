import { detailPath, fieldKind } from "./field.ts";
import { numberIn } from "./number.ts";
import type { RuleCondition, RuleFilters } from "./rule.ts";

const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_]*$/;
/** Words that CEL reads as something else after a dot. */
const NO_MEMBER: ReadonlySet<string> = new Set(["true", "false", "null", "in"]);

/** The same filters as an expression: "Switch to Expression Language". No conditions are `true`. */
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

/** `lowerAscii` of cel-js lowers all letters, as the filters do. */
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

/** A number of the details written out is one text: only another spelling of it must be compared as a number. */
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

/** As conditions compare: in Unicode's NFC, without regard to case. */
const folded = (text: string): string => text.normalize("NFC").toLowerCase();

/** A number of JSON is a double in CEL, which needs its point. */
function ordered(value: RuleCondition["value"]): string {
  if (typeof value !== "number") return quoted(String(value));
  const text = String(value);
  return Number.isInteger(value) && !text.includes("e") ? `${text}.0` : text;
}

/** JSON's escapes are CEL's, but for the control characters that JSON leaves as they are. */
const quoted = (text: string): string => JSON.stringify(text);
