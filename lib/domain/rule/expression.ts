import { Environment } from "@marcbachmann/cel-js";
import { PAYLOAD_KEYS, type Payload } from "#lib/domain/alert/alert.ts";
import type { Details } from "#lib/domain/alert/details.ts";
import { type ExpressionFault, faultOf } from "./expression-fault.ts";
import { firstForbidden } from "./expression-functions.ts";
import { refuseJoinedLists } from "./expression-lists.ts";
import { isMissing, numberOrMissing, takeMissingAsFalse } from "./expression-missing.ts";
import { typeInWords } from "./expression-words.ts";
import type { FieldSource } from "./field.ts";

/** Whether the expression is true for an event, or why that can't be told. */
type ExpressionResult = { value: boolean } | { error: string };

/** Evaluates the expression on one event. Never throws. */
export type CompiledExpression = (event: FieldSource) => ExpressionResult;

const environment = declareFields(new Environment());

/** Declares the seventeen fields and `details`. */
function declareFields(declared: Environment): Environment {
  for (const key of PAYLOAD_KEYS) declared.registerVariable(key, "string");
  declared.registerVariable("details", "map");
  declared.registerFunction("number(dyn): double", numberOrMissing);
  // The text fields are never null: takeMissingAsFalse answers for missing ones.
  return declared.registerOperator("string == null", () => false);
}

/**
 * The first fault of an expression, or null. Does not check its length.
 * @example faultOfExpression('priority == "High"') === null
 */
export function faultOfExpression(expression: string): ExpressionFault | null {
  try {
    const parsed = environment.parse(expression);
    const forbidden = firstForbidden(parsed.ast, "rule");
    if (forbidden !== null) return forbidden;
    const { valid, type, error } = parsed.check();
    if (!valid) return faultOf(error);
    return type === "bool" || type === "dyn"
      ? null
      : { message: `This gives ${typeInWords(type ?? "dyn")}, and a rule needs true or false.`, at: 0 };
  } catch (error) {
    return faultOf(error);
  }
}

/**
 * Prepares an expression for many events; compares texts in Unicode's NFC. An expression that
 * `faultOfExpression` refuses fails on every event.
 */
export function compileExpression(expression: string): CompiledExpression {
  const fault = faultOfExpression(expression);
  if (fault !== null) return () => ({ error: fault.message });
  const evaluate = environment.parse(expression.normalize("NFC"));
  takeMissingAsFalse(evaluate.ast);
  refuseJoinedLists(evaluate.ast, "rule");
  evaluate.check();
  return (event) => {
    try {
      const value: unknown = evaluate(variablesOf(event));
      return typeof value === "boolean" ? { value } : { error: "It gave neither true nor false." };
    } catch (error) {
      return isMissing(error) ? { value: false } : { error: faultOf(error).message };
    }
  };
}

type Variables = Record<string, unknown>;
const variables = new WeakMap<FieldSource, Variables>();

/** Made once per event, for all rules with an expression. */
function variablesOf(event: FieldSource): Variables {
  const known = variables.get(event);
  if (known !== undefined) return known;
  const made = makeVariables(event);
  variables.set(event, made);
  return made;
}

/** Leaves null out: it counts as missing. */
function makeVariables({ payload, details }: FieldSource): Variables {
  const made: Variables = { details: toMap(details ?? {}) };
  for (const key of PAYLOAD_KEYS) {
    const value: Payload[typeof key] = payload[key];
    if (value !== null) made[key] = value.normalize("NFC");
  }
  return made;
}

/** A Map, because in an object keys such as `constructor` are special. */
function toMap(object: Details): Map<string, unknown> {
  const map = new Map<string, unknown>();
  for (const [key, value] of Object.entries(object)) if (value !== null) map.set(key, toValue(value));
  return map;
}

function toValue(value: unknown): unknown {
  if (typeof value === "string") return value.normalize("NFC");
  if (Array.isArray(value)) return value.map(toValue);
  return typeof value === "object" && value !== null ? toMap(value as Details) : value;
}
