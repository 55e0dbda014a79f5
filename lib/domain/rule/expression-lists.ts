import type { ASTNode } from "@marcbachmann/cel-js";
import { childrenOf, wrapEvaluation } from "./expression-node.ts";

export const noJoinedLists = (place: "rule" | "source"): string => `Lists can't be joined in a ${place}.`;

/** Whether the expression joins a list that is written out. Lists from details show only in an event. */
export const joinsLists = (node: ASTNode): boolean =>
  node.op === "+" && node.args.some(({ op }) => op === "list");

/**
 * Makes + fail if it would give a list: each of many joins would copy everything before it, and 180 of them
 * take a second on one event's details.
 */
export function refuseJoinedLists(node: ASTNode, place: "rule" | "source"): void {
  if (node.op === "+")
    wrapEvaluation(node, (evaluate) => (evaluator, self, context) => {
      const value = evaluate(evaluator, self, context);
      if (Array.isArray(value)) throw new Error(noJoinedLists(place));
      return value;
    });
  for (const child of childrenOf(node)) refuseJoinedLists(child, place);
}
