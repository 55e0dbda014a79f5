import { z } from "zod";
import type { ExpressionFault } from "#lib/domain/rule/expression-fault.ts";
import { EXPRESSION_FIELDS, type ExpressionField, REPEATS } from "#lib/domain/source/settings.ts";
import { nameText, text } from "#lib/domain/text-schema.ts";
import type { Inside } from "./expression.ts";
import { EXPRESSION_MAX, SOURCE_NAME_MAX } from "./limits.ts";

/** Finds the first fault of an expression. */
export type FindFault = (expression: string, inside: Inside) => ExpressionFault | null;

const repeatsSchema = z.enum(REPEATS, { error: `repeats is ${REPEATS.join(" or ")}.` });

/** An expression that is blank counts as none: a form sends it so. */
const expressionSchema = (label: string) =>
  text(label, EXPRESSION_MAX)
    .transform((expression) => expression.trim())
    .nullable();

const fieldsSchema = z
  .partialRecord(z.enum(EXPRESSION_FIELDS), expressionSchema("An expression"), {
    error: (issue) =>
      issue.code === "invalid_type"
        ? "fields must be an object: an expression per field of an alert."
        : undefined,
  })
  .transform((fields) => {
    const written = Object.entries(fields).filter(([, expression]) => expression);
    return Object.fromEntries(written) as Partial<Record<ExpressionField, string>>;
  });

export const ownMembers = {
  name: nameText("Name", SOURCE_NAME_MAX),
  repeats: repeatsSchema,
  for_each: expressionSchema("for_each").transform((expression) => expression || null),
  fields: fieldsSchema,
};

/** The members that must fit together: the fields may use `item` only beside a `for_each`. */
export type Mapping = { for_each: string | null; fields: Partial<Record<ExpressionField, string>> };

/**
 * Adds an issue for each expression at fault. `faultOf` is `faultOfSourceExpression`; it is not imported, since
 * a form loads CEL's parser for expressions alone.
 */
export const checkExpressions =
  (faultOf: FindFault) =>
  ({ for_each: forEach, fields }: Mapping, context: z.core.$RefinementCtx): void => {
    const check = (path: string[], expression: string, inside: Inside) => {
      const fault = faultOf(expression, inside);
      if (fault === null) return;
      const message = `${fault.message.replace(/\.$/, "")} (character ${fault.at + 1}).`;
      context.addIssue({ code: "custom", path, message });
    };
    if (forEach !== null) check(["for_each"], forEach, "body");
    for (const [field, expression] of Object.entries(fields))
      check(["fields", field], expression, forEach === null ? "body" : "item");
  };
