/**
 * Where a line and a column (both from 1, in UTF-16 code units) are in a text; its end if they are beyond it.
 * @example offsetOf("a\nbc", { line: 2, column: 2 }) === 3
 */
export function offsetOf(text: string, { line, column }: { line: number; column: number }): number {
  const lines = text.split("\n");
  const before = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
  return Math.min(before + Math.min(column - 1, lines[line - 1]?.length ?? 0), text.length);
}

/** The text with `added` in place of what is selected. */
export const insertAt = (text: string, added: string, [from, to]: readonly [number, number]): string =>
  text.slice(0, from) + added + text.slice(to);
