import type { ASTNode } from "@marcbachmann/cel-js";
import type { ExpressionFault } from "./expression-fault.ts";
import { joinsLists, noJoinedLists } from "./expression-lists.ts";
import { childrenOf } from "./expression-node.ts";

/** Where an expression stands, for the words of a refusal. */
export type ExpressionPlace = "rule" | "source";

/**
 * CEL doesn't limit what an expression costs, so only functions whose time and memory grow in proportion to
 * their input are allowed: no loops, no regular expressions, nothing that multiplies a text.
 */
const FUNCTIONS: ReadonlySet<string> = new Set(
  `has size string int double bool timestamp duration type dyn contains startsWith endsWith lowerAscii upperAscii
  number trim indexOf lastIndexOf substring getFullYear getMonth getDate getDayOfMonth getDayOfWeek getDayOfYear getHours
  getMinutes getSeconds getMilliseconds`.split(/\s+/),
);

/** The first thing in an expression that may not be used there, or null. */
export function firstForbidden(node: ASTNode, place: ExpressionPlace): ExpressionFault | null {
  const name = node.op === "call" || node.op === "rcall" ? node.args[0] : null;
  if (name !== null && !FUNCTIONS.has(name))
    return { message: `${name}() can't be used in a ${place}.${insteadOf(name)}`, at: node.start };
  if (joinsLists(node)) return { message: noJoinedLists(place), at: node.start };
  for (const child of childrenOf(node)) {
    const fault = firstForbidden(child, place);
    if (fault !== null) return fault;
  }
  return null;
}

const LOOPS: ReadonlySet<string> = new Set(["all", "exists", "exists_one", "map", "filter", "bind"]);

function insteadOf(name: string): string {
  if (name === "matches") return " Use contains, startsWith or endsWith.";
  return LOOPS.has(name) ? " Expressions have no loops." : "";
}
