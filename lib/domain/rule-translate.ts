import type { RuleCondition, RuleFilters } from "./rule.ts";
import { detailPath, fieldKind } from "./rule-field.ts";

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
  if (operator === "greater_than") return `${found} > ${ordered(value)}`;
  if (operator === "less_than") return `${found} < ${ordered(value)}`;
  const text = `${fieldKind(field) === "detail" ? `string(${found})` : found}.lowerAscii()`;
  if (operator === "is_one_of") return `${text} in [${lowered(value).join(", ")}]`;
  const [wanted] = lowered(value);
  if (operator === "is") return `${text} == ${wanted}`;
  if (operator === "is_not") return `${text} != ${wanted}`;
  if (operator === "contains") return `${text}.contains(${wanted})`;
  if (operator === "not_contains") return `${found} != null && !${text}.contains(${wanted})`;
  return `${text}.${operator === "starts_with" ? "startsWith" : "endsWith"}(${wanted})`;
}

function fieldToExpression(field: string): string {
  const path = detailPath(field);
  if (path.length === 0) return field;
  const step = (name: string) =>
    IDENTIFIER.test(name) && !NO_MEMBER.has(name) ? `.${name}` : `[${quoted(name)}]`;
  return `details${path.map(step).join("")}`;
}

/** `lowerAscii` of cel-js lowers all letters, as the filters do. */
const lowered = (value: RuleCondition["value"]): string[] =>
  (Array.isArray(value) ? value : [String(value)]).map((one) => quoted(one.toLowerCase()));

/** A number of JSON is a double in CEL, which needs its point. */
function ordered(value: RuleCondition["value"]): string {
  if (typeof value !== "number") return quoted(String(value));
  const text = String(value);
  return Number.isInteger(value) && !text.includes("e") ? `${text}.0` : text;
}

/** JSON's escapes are CEL's, but for the control characters that JSON leaves as they are. */
const quoted = (text: string): string => JSON.stringify(text);
