import { visibleText } from "#lib/domain/visible-text.ts";

/** Prints rows in columns as wide as their longest cell. */
export function printTable(head: string[], rows: string[][]): void {
  // A terminal would obey escape sequences.
  const lines = [head, ...rows].map((line) => line.map(visibleText));
  const widths = head.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  for (const line of lines)
    process.stdout.write(
      `${line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd()}\n`,
    );
}

/** A time (ms since 1970) in UTC, to the second. */
export const date = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}Z`;
