import { Environment } from "@marcbachmann/cel-js";
import { type ExpressionFault, faultOf } from "#lib/domain/rule/expression-fault.ts";
import { firstForbidden } from "#lib/domain/rule/expression-functions.ts";
import { refuseJoinedLists } from "#lib/domain/rule/expression-lists.ts";
import { isMissing, numberOrMissing, takeMissingAsFalse } from "#lib/domain/rule/expression-missing.ts";
import { countReading, type Reading, TooMuchRead } from "./reading.ts";

/** What an expression sees. `item` is one entry of the list that `for_each` gives. */
export type Variables = { body: unknown; headers: ReadonlyMap<string, string>; item?: unknown };

/** Whether the source has a `for_each`, whose entry is `item`; or the expression is the `for_each` itself. */
export type Inside = "body" | "item";

/** What an expression gives: null for what is missing, or why it failed. */
export type Evaluated = { value: unknown } | { fault: string };

const environments = { body: declare("body"), item: declare("item") };

function declare(inside: Inside): Environment {
  const declared = new Environment({ homogeneousAggregateLiterals: false });
  declared.registerVariable("body", "dyn").registerVariable("headers", "map");
  if (inside === "item") declared.registerVariable("item", "dyn");
  return declared.registerFunction("number(dyn): double", numberOrMissing);
}

/**
 * The first fault of an expression, or null. Does not check its length.
 * @example faultOfSourceExpression("body.title", "body") === null
 */
export function faultOfSourceExpression(expression: string, inside: Inside): ExpressionFault | null {
  try {
    const parsed = environments[inside].parse(expression);
    const forbidden = firstForbidden(parsed.ast, "source");
    if (forbidden !== null) return forbidden;
    const { valid, error } = parsed.check();
    return valid ? null : inWords(error, inside);
  } catch (error) {
    return inWords(error, inside);
  }
}

/** An unknown name is most often a member of the body, or `item` without a `for_each`. */
function inWords(error: unknown, inside: Inside): ExpressionFault {
  const { summary = "", range } = (error ?? {}) as { summary?: string; range?: { start: number } };
  const [, name] = /^unknown variable: (.{1,40})/i.exec(summary) ?? [];
  if (name === undefined) return faultOf(error);
  const instead =
    name === "item"
      ? "item is an entry of the list that for_each gives: write for_each, or use body."
      : `"${name}" is unknown: put a text in quotes, or write ${inside}.${name} for a member of the ${inside}.`;
  return { message: instead, at: range?.start ?? 0 };
}

/**
 * Prepares an expression for many posts. The function that it returns never throws but TooMuchRead, which ends
 * the whole post.
 */
export function compileSourceExpression(
  expression: string,
  inside: Inside,
): (variables: Variables, reading: Reading) => Evaluated {
  const fault = faultOfSourceExpression(expression, inside);
  if (fault !== null) return () => ({ fault: fault.message });
  const evaluate = environments[inside].parse(expression);
  let counted: Reading;
  takeMissingAsFalse(evaluate.ast);
  refuseJoinedLists(evaluate.ast, "source");
  countReading(evaluate.ast, () => counted);
  evaluate.check();
  const evaluated = (variables: Variables): Evaluated => {
    try {
      return { value: evaluate(variables) };
    } catch (error) {
      return isMissing(error) ? { value: null } : { fault: faultOf(error).message };
    }
  };
  return (variables, reading) => {
    counted = reading;
    const result = evaluated(variables);
    // Checked here, because && and || may pass over an error of one side.
    if (reading.left < 0) throw new TooMuchRead();
    return result;
  };
}
