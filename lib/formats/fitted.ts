/** How a receiver measures a text that it limits. */
export type Size = (text: string) => number;

/** In UTF-16 code units: at least as many as a receiver finds that counts characters. */
const codeUnits: Size = (text) => text.length;

/** In bytes of UTF-8, as the text stands in JSON. */
export const jsonBytes: Size = (text) => Buffer.byteLength(JSON.stringify(text)) - 2;

/** Spells a text so that the receiver shows it as it is. */
export type Spell = (text: string) => string;

const asItIs: Spell = (text) => text;

/**
 * A text as the receiver needs it spelled, cut with … to the size that it takes. It is cut before it is spelled, so
 * that no escape is left half.
 * @example fitted("a & b & c", 8, (text) => text.replaceAll("&", "&amp;")) === "a &amp;…"
 */
export function fitted(text: string, most: number, spell = asItIs, size = codeUnits): string {
  const whole = text.length > most ? null : spell(text);
  if (whole !== null && size(whole) <= most) return whole;
  const cut = (end: number) => spell(`${upTo(text, end).trimEnd()}…`);
  // Finds the longest cut by halves: spelling is too slow to try each.
  let [fits, over] = [0, Math.min(text.length, most) + 1];
  while (over - fits > 1) {
    const middle = (fits + over) >> 1;
    if (size(cut(middle)) <= most) fits = middle;
    else over = middle;
  }
  return cut(fits);
}

/** The beginning of a text, without half of a surrogate pair at its end. */
function upTo(text: string, end: number): string {
  const code = text.charCodeAt(end - 1);
  return text.slice(0, code >= 0xd800 && code < 0xdc00 ? end - 1 : end);
}
