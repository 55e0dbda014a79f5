import type { ASTNode } from "@marcbachmann/cel-js";

/** The codes of cel-js for a field that an event does not have. */
const MISSING: ReadonlySet<unknown> = new Set(["unknown_variable", "no_such_key", "index_out_of_bounds"]);

const COMPARISONS: ReadonlySet<string> = new Set([
  ...["==", "!=", "<", "<=", ">", ">=", "in"],
  ...["contains", "startsWith", "endsWith", "has"],
]);

/** Whether an evaluation failed only because a field is missing. */
export const isMissing = (error: unknown): boolean =>
  error instanceof Error && "code" in error && MISSING.has(error.code);

type Evaluate = (evaluator: unknown, node: unknown, context: unknown) => unknown;
/** What a node of cel-js has beyond its published type: how it is evaluated, and the way to change that. */
type Evaluated = {
  meta: { evaluate: Evaluate; macro?: { evaluate: Evaluate } };
  setMeta(key: string, value: unknown): void;
};

/**
 * Makes every comparison with a missing field false, `!=` too, as in "Filter by Fields"; only `== null` is true of
 * it. CEL itself fails there, which would make `details.region == "eu" || priority == "High"` fail by its left side.
 */
export function takeMissingAsFalse(node: ASTNode): void {
  if (COMPARISONS.has(node.op === "call" || node.op === "rcall" ? node.args[0] : node.op)) guard(node);
  for (const child of childrenOf(node)) takeMissingAsFalse(child);
}

function guard(node: ASTNode): void {
  const { meta } = node as unknown as Evaluated;
  const whenMissing = node.op === "==" && node.args.some(isNull);
  const guarded =
    (evaluate: Evaluate): Evaluate =>
    (evaluator, self, context) => {
      try {
        return evaluate(evaluator, self, context);
      } catch (error) {
        if (isMissing(error)) return whenMissing;
        throw error;
      }
    };
  const change = (key: string, value: unknown) => (node as unknown as Evaluated).setMeta(key, value);
  if (meta.macro === undefined) change("evaluate", guarded(meta.evaluate));
  else change("macro", { ...meta.macro, evaluate: guarded(meta.macro.evaluate) });
}

const isNull = (node: ASTNode): boolean => node.op === "value" && node.args === null;

/** The nodes right below a node. */
export function childrenOf(node: ASTNode): ASTNode[] {
  const found: ASTNode[] = [];
  const collect = (part: unknown): void => {
    if (Array.isArray(part)) part.forEach(collect);
    else if (typeof part === "object" && part !== null && "op" in part) found.push(part as ASTNode);
  };
  collect(node.args);
  return found;
}
