import type { ASTNode } from "@marcbachmann/cel-js";

export type Evaluate = (evaluator: unknown, node: unknown, context: unknown) => unknown;
/** The part of a cel-js node that its published type lacks: how it is evaluated, and how to replace that. */
type Evaluated = {
  meta: { evaluate: Evaluate; macro?: { evaluate: Evaluate } };
  setMeta(key: string, value: unknown): void;
};

/** Wraps the evaluation of a node. */
export function wrapEvaluation(node: ASTNode, wrap: (evaluate: Evaluate) => Evaluate): void {
  const { meta } = node as unknown as Evaluated;
  const change = (key: string, value: unknown) => (node as unknown as Evaluated).setMeta(key, value);
  if (meta.macro === undefined) change("evaluate", wrap(meta.evaluate));
  else change("macro", { ...meta.macro, evaluate: wrap(meta.macro.evaluate) });
}

/** A node's direct children. */
export function childrenOf(node: ASTNode): ASTNode[] {
  const found: ASTNode[] = [];
  const collect = (part: unknown): void => {
    if (Array.isArray(part)) part.forEach(collect);
    else if (typeof part === "object" && part !== null && "op" in part) found.push(part as ASTNode);
  };
  collect(node.args);
  return found;
}
