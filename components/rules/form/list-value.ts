/** A list as it is typed: with commas, and in quotes what has one itself. */
export const listInWords = (values: readonly string[]): string => values.map(quotedIfNeeded).join(", ");

const quotedIfNeeded = (value: string): string =>
  /^\s|\s$|[,"]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;

/** What a typed list says; a comma within quotes belongs to its value. */
export function listOf(typed: string): string[] {
  const parts = typed.match(/(?:\s*"(?:[^"]|"")*"\s*(?=,|$)|[^,]+)/g) ?? [];
  return parts.map((part) => unquoted(part.trim())).filter((value) => value !== "");
}

const unquoted = (part: string): string =>
  /^"(?:[^"]|"")*"$/.test(part) ? part.slice(1, -1).replaceAll('""', '"') : part;
