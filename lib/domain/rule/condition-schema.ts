import { z } from "zod";
import { beyondNumbers } from "#lib/domain/json.ts";
import { text } from "#lib/domain/text-schema.ts";
import { toUtc } from "#lib/domain/timestamp.ts";
import { asksPresence, choicesOf, type FieldKind, fieldKind, operatorsOf } from "./field.ts";
import { numberIn } from "./number.ts";
import { RULE_OPERATORS, type RuleCondition, type RuleOperator } from "./rule.ts";
import { valueInWords } from "./words.ts";

const VALUE_MAX = 1_000;
const LIST_MAX = 100;

const NO_VALUE = `Value must be a text of at most ${VALUE_MAX.toLocaleString("en")} characters, a number or a list of texts.`;

const valueSchema = z
  .union([text("Value", VALUE_MAX), z.number(), z.array(text("Value", VALUE_MAX)), z.null()], {
    error: ({ input }) => (typeof input === "bigint" ? beyondNumbers(input) : NO_VALUE),
  })
  .optional();

/**
 * One row of "Filter by Fields". The output is ready to compare: times in UTC; a number if the
 * operator orders or a number was given; otherwise a text; null if the operator takes no value.
 */
export const conditionSchema = z
  .strictObject(
    {
      field: z.string({ error: "Choose a field." }),
      operator: z.enum(RULE_OPERATORS, { error: `An operator is one of ${RULE_OPERATORS.join(", ")}.` }),
      value: valueSchema,
    },
    {
      error: (issue) =>
        issue.code === "invalid_type"
          ? "A condition must be an object with field, operator and value."
          : undefined,
    },
  )
  .transform((given, context): RuleCondition => {
    const refuse = (member: "field" | "operator" | "value", message: string) => {
      context.addIssue({ code: "custom", path: [member], message });
      return z.NEVER;
    };
    const { field, operator } = given;
    const kind = fieldKind(field);
    if (kind === null) return refuse("field", faultOfField(field));
    if (!operatorsOf(kind).includes(operator)) return refuse("operator", faultOfOperator(field, operator));
    const value = comparedValue(given, kind);
    if (value instanceof ValueFault) return refuse("value", value.message);
    return { field, operator, value };
  });

class ValueFault extends Error {}

type GivenCondition = { field: string; operator: RuleOperator; value?: RuleCondition["value"] | undefined };

function comparedValue(given: GivenCondition, kind: FieldKind): RuleCondition["value"] | ValueFault {
  const { field, operator, value } = given;
  if (asksPresence(operator)) return presence(value);
  if (operator === "is_one_of") return listValue(field, value);
  if (operator === "greater_than" || operator === "less_than")
    return kind === "time" ? timeValue(value) : numberValue(value);
  return textValue(field, operator, value);
}

const presence = (value: GivenCondition["value"]): null | ValueFault =>
  value == null || value === "" ? null : new ValueFault("This operator takes no value: leave it out.");

function listValue(field: string, value: GivenCondition["value"]): string[] | ValueFault {
  if (!Array.isArray(value) || value.length === 0)
    return new ValueFault("Value must be a list with at least one text.");
  if (value.length > LIST_MAX) return new ValueFault(`A list may have at most ${LIST_MAX} values.`);
  if (value.includes("")) return new ValueFault("A value of the list is empty: remove it.");
  const odd = value.find((one) => !isChoice(field, one));
  return odd === undefined ? value : notAChoice(field, odd);
}

function timeValue(value: GivenCondition["value"]): string | ValueFault {
  const utc = typeof value === "string" ? toUtc(value.trim()) : null;
  return (
    utc ?? new ValueFault("Value must be an RFC 3339 time with an offset, such as 2026-11-24T06:22:48Z.")
  );
}

function numberValue(value: GivenCondition["value"]): number | ValueFault {
  const number = typeof value === "string" ? numberIn(value) : value;
  return typeof number === "number" && Number.isFinite(number)
    ? number
    : new ValueFault("Value must be a number.");
}

/** Keeps a number for `is` and `is_not` on a field without choices; turns it into text otherwise. */
function textValue(
  field: string,
  operator: RuleOperator,
  value: GivenCondition["value"],
): string | number | ValueFault {
  const whole = operator === "is" || operator === "is_not";
  if (typeof value === "number" && whole && choicesOf(field) === null) return value;
  const given = typeof value === "number" ? String(value) : value;
  if (given == null || given === "") return new ValueFault("Value is required.");
  if (typeof given !== "string") return new ValueFault("Value must be a text: only is_one_of takes a list.");
  return whole && !isChoice(field, given) ? notAChoice(field, given) : given;
}

function isChoice(field: string, value: string): boolean {
  const choices = choicesOf(field);
  return choices === null || choices.some((choice) => choice.toLowerCase() === value.toLowerCase());
}

const notAChoice = (field: string, value: string) =>
  new ValueFault(`${field} is never "${value}": use ${choicesOf(field)?.join(", ")}.`);

function faultOfField(field: string): string {
  if (field === "") return "Choose a field.";
  return `"${valueInWords(field)}" is no field: use one of the payload's, or a path into the details such as details.region. A key with dots goes in quotes: details."app.kubernetes.io/name".`;
}

const faultOfOperator = (field: string, operator: RuleOperator): string =>
  operator === "greater_than" || operator === "less_than"
    ? `${operator} compares times and numbers, and ${field} is neither: choose another operator.`
    : `${field} is a time: use greater_than, less_than, exists or not_exists.`;
