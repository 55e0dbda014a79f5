import type { ASTNode } from "@marcbachmann/cel-js";
import { childrenOf, wrapEvaluation } from "./expression-node.ts";
import { numberIn } from "./number.ts";

/** The codes of cel-js for a field that the event lacks. */
const MISSING: ReadonlySet<unknown> = new Set(["unknown_variable", "no_such_key", "index_out_of_bounds"]);

const COMPARISONS: ReadonlySet<string> = new Set([
  ...["==", "!=", "<", "<=", ">", ">=", "in"],
  ...["contains", "startsWith", "endsWith", "has"],
]);

/** Our functions throw this for a value that counts as missing. */
class MissingField extends Error {
  readonly code = "no_such_key";
}

/** Whether an evaluation failed only because of a missing field. */
export const isMissing = (error: unknown): boolean =>
  error instanceof Error && "code" in error && MISSING.has(error.code);

/** `number("5.0")` is 5.0. A text that is no number counts as missing, so comparisons with it are false. */
export function numberOrMissing(value: unknown): number {
  const number = typeof value === "string" ? numberIn(value) : value;
  if (typeof number === "number") return number;
  throw new MissingField();
}

/**
 * Makes every comparison with a missing field false, even `!=`, as in "Filter by Fields"; only `== null`
 * holds. Plain CEL fails instead, so that `details.region == "eu" || priority == "High"` would fail by its
 * left side.
 */
export function takeMissingAsFalse(node: ASTNode): void {
  if (COMPARISONS.has(node.op === "call" || node.op === "rcall" ? node.args[0] : node.op)) guard(node);
  for (const child of childrenOf(node)) takeMissingAsFalse(child);
}

function guard(node: ASTNode): void {
  const whenMissing = node.op === "==" && node.args.some(isNull);
  wrapEvaluation(node, (evaluate) => (evaluator, self, context) => {
    try {
      return evaluate(evaluator, self, context);
    } catch (error) {
      if (isMissing(error)) return whenMissing;
      throw error;
    }
  });
}

const isNull = (node: ASTNode): boolean => node.op === "value" && node.args === null;
