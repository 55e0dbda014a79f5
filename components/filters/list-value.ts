/**
 * A list as people type it, separated by commas. A value that contains a comma is quoted.
 * @example listInWords(["a", "b, c"]) === 'a, "b, c"'
 */
export const listInWords = (values: readonly string[]): string => values.map(quotedIfNeeded).join(", ");

const quotedIfNeeded = (value: string): string =>
  /^\s|\s$|[,"]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;

/**
 * Reads a typed list; a comma within quotes belongs to its value.
 * @example listOf('a, "b, c"') gives ["a", "b, c"]
 */
export function listOf(typed: string): string[] {
  const parts = typed.match(/(?:\s*"(?:[^"]|"")*"\s*(?=,|$)|[^,]+)/g) ?? [];
  return parts.map((part) => unquoted(part.trim())).filter((value) => value !== "");
}

const unquoted = (part: string): string =>
  /^"(?:[^"]|"")*"$/.test(part) ? part.slice(1, -1).replaceAll('""', '"') : part;
