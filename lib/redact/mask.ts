import { MASK } from "#lib/domain/secret.ts";
import type { Range } from "./needle.ts";

/** The ranges within a part of their text, relative to its start. */
export function within(ranges: readonly Range[], from: number, to: number): Range[] {
  return ranges
    .filter(({ start, end }) => start < to && end > from)
    .map(({ start, end }) => ({ start: Math.max(0, start - from), end: Math.min(to, end) - from }));
}

/** The text with its ranges masked: ranges that overlap or touch become one mask. */
export function mask(text: string, ranges: Range[]): string {
  if (ranges.length === 0) return text;
  let masked = "";
  let shownUpTo = -1;
  for (const { start, end } of ranges.sort((a, b) => a.start - b.start)) {
    if (start > shownUpTo) masked += text.slice(Math.max(0, shownUpTo), start) + MASK;
    shownUpTo = Math.max(shownUpTo, end);
  }
  return masked + text.slice(shownUpTo);
}
