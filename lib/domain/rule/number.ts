/** Reads in one pass, because every condition compares the text of an event, however long it is. */
const NUMBER = /^\s*[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?\s*$/i;

/**
 * The number that a text spells; null if it spells none.
 * @example numberIn(" 1e3") === 1000
 */
export function numberIn(text: string): number | null {
  if (!NUMBER.test(text)) return null;
  const number = Number(text);
  return Number.isFinite(number) ? number : null;
}
