import { type ASTNode, Environment } from "@marcbachmann/cel-js";
import { PAYLOAD_KEYS, type Payload } from "#lib/domain/alert/alert.ts";
import type { Details } from "#lib/domain/alert/details.ts";
import { joinsLists, NO_JOINED_LISTS, refuseJoinedLists } from "./expression-lists.ts";
import { isMissing, MissingField, takeMissingAsFalse } from "./expression-missing.ts";
import { childrenOf } from "./expression-node.ts";
import { faultInWords, typeInWords } from "./expression-words.ts";
import type { FieldSource } from "./field.ts";
import { numberIn } from "./number.ts";

/** What is wrong with an expression, in one sentence, and where: an index in UTF-16 units. */
export type ExpressionFault = { message: string; at: number };

/** Whether the expression is true for an event, or why that can't be told. */
type ExpressionResult = { value: boolean } | { error: string };

/** Evaluates the expression on one event. Never throws. */
export type CompiledExpression = (event: FieldSource) => ExpressionResult;

/**
 * CEL doesn't limit what an expression costs, so only functions whose time and memory grow in proportion to
 * their input are allowed: no loops, no regular expressions, nothing that multiplies a text.
 */
const FUNCTIONS: ReadonlySet<string> = new Set(
  `has size string int double bool timestamp duration type dyn contains startsWith endsWith lowerAscii upperAscii
  number trim indexOf lastIndexOf substring getFullYear getMonth getDate getDayOfMonth getDayOfWeek getDayOfYear getHours
  getMinutes getSeconds getMilliseconds`.split(/\s+/),
);

const environment = declareFields(new Environment());

/** Declares the seventeen fields and `details`. */
function declareFields(declared: Environment): Environment {
  for (const key of PAYLOAD_KEYS) declared.registerVariable(key, "string");
  declared.registerVariable("details", "map");
  declared.registerFunction("number(dyn): double", numberOrMissing);
  // The text fields are never null: takeMissingAsFalse answers for missing ones.
  return declared.registerOperator("string == null", () => false);
}

/** `number("5.0")` is 5.0. A text that is no number counts as missing, so comparisons with it are false. */
function numberOrMissing(value: unknown): number {
  const number = typeof value === "string" ? numberIn(value) : value;
  if (typeof number === "number") return number;
  throw new MissingField();
}

/**
 * The first fault of an expression, or null. Does not check its length.
 * @example faultOfExpression('priority == "High"') === null
 */
export function faultOfExpression(expression: string): ExpressionFault | null {
  try {
    const parsed = environment.parse(expression);
    const forbidden = firstForbidden(parsed.ast);
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
  refuseJoinedLists(evaluate.ast);
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

function firstForbidden(node: ASTNode): ExpressionFault | null {
  const name = node.op === "call" || node.op === "rcall" ? node.args[0] : null;
  if (name !== null && !FUNCTIONS.has(name))
    return { message: `${name}() can't be used in a rule.${insteadOf(name)}`, at: node.start };
  if (joinsLists(node)) return { message: NO_JOINED_LISTS, at: node.start };
  for (const child of childrenOf(node)) {
    const fault = firstForbidden(child);
    if (fault !== null) return fault;
  }
  return null;
}

const LOOPS: ReadonlySet<string> = new Set(["all", "exists", "exists_one", "map", "filter", "bind"]);

function insteadOf(name: string): string {
  if (name === "matches") return " Use contains, startsWith or endsWith.";
  return LOOPS.has(name) ? " Expressions have no loops." : "";
}

/** CelError holds the plain sentence in `summary`; its message also draws the place. */
function faultOf(error: unknown): ExpressionFault {
  if (!(error instanceof Error)) return { message: "This is no expression.", at: 0 };
  const { summary = error.message, range } = error as { summary?: string; range?: { start: number } };
  return { message: faultInWords(summary), at: range?.start ?? 0 };
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
