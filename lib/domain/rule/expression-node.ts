import type { ASTNode } from "@marcbachmann/cel-js";

export type Evaluate = (evaluator: unknown, node: unknown, context: unknown) => unknown;
/** What a node of cel-js has beyond its published type: how it is evaluated, and the way to change that. */
type Evaluated = {
  meta: { evaluate: Evaluate; macro?: { evaluate: Evaluate } };
  setMeta(key: string, value: unknown): void;
};

/** Puts something around how a node is evaluated. */
export function wrapEvaluation(node: ASTNode, wrap: (evaluate: Evaluate) => Evaluate): void {
  const { meta } = node as unknown as Evaluated;
  const change = (key: string, value: unknown) => (node as unknown as Evaluated).setMeta(key, value);
  if (meta.macro === undefined) change("evaluate", wrap(meta.evaluate));
  else change("macro", { ...meta.macro, evaluate: wrap(meta.macro.evaluate) });
}

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
