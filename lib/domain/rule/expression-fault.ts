import { faultInWords } from "./expression-words.ts";

/** What is wrong with an expression, in one sentence, and where: an index in UTF-16 units. */
export type ExpressionFault = { message: string; at: number };

/** CelError holds the plain sentence in `summary`; its message also draws the place. */
export function faultOf(error: unknown): ExpressionFault {
  if (!(error instanceof Error)) return { message: "This is no expression.", at: 0 };
  const { summary = error.message, range } = error as { summary?: string; range?: { start: number } };
  return { message: faultInWords(summary), at: range?.start ?? 0 };
}
