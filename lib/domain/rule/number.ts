/** Reads in one pass: a text of an event is compared for every condition, however long it is. */
const NUMBER = /^\s*[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?\s*$/i;

/** The number that a text is, such as `"5.0"` → 5 and `" 1e3"` → 1000; null where it is none. */
export function numberIn(text: string): number | null {
  if (!NUMBER.test(text)) return null;
  const number = Number(text);
  return Number.isFinite(number) ? number : null;
}
