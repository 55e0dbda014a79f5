import type { ASTNode } from "@marcbachmann/cel-js";
import { childrenOf, wrapEvaluation } from "#lib/domain/rule/expression-node.ts";
import { READ_MAX } from "./limits.ts";

/** The expressions read more than they may. It is no fault of one alert: no further one is tried. */
export class TooMuchRead extends Error {
  constructor() {
    super(`The expressions read more than ${READ_MAX / 1_000_000} MB of text for this post.`);
    this.name = "TooMuchRead";
  }
}

/** What the expressions may still read for one post, in characters. */
export class Reading {
  left = READ_MAX;

  /** Throws TooMuchRead before the work that would read that much. */
  spend(length: number): void {
    this.left -= length;
    if (this.left < 0) throw new TooMuchRead();
  }
}

/** These only look their operands up. */
const READ_NOTHING: ReadonlySet<string> = new Set([
  "value",
  "id",
  ".",
  "[]",
  "?:",
  "&&",
  "||",
  "!_",
  "list",
  "map",
]);

/**
 * Counts every text and list that a function or an operator is given, before it reads them: a text of 1 MiB
 * may be searched and joined only so often. `reading` gives the count of the post under way.
 */
export function countReading(node: ASTNode, reading: () => Reading): void {
  if (!READ_NOTHING.has(node.op))
    for (const child of childrenOf(node))
      wrapEvaluation(child, (evaluate) => (evaluator, self, context) => {
        const value = evaluate(evaluator, self, context);
        reading().spend(lengthOf(value));
        return value;
      });
  for (const child of childrenOf(node)) countReading(child, reading);
}

const lengthOf = (value: unknown): number =>
  typeof value === "string" || Array.isArray(value) ? value.length : value instanceof Map ? value.size : 0;
