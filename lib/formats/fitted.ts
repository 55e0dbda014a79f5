/** How a receiver measures a text that it limits. */
export type Size = (text: string) => number;

/** In UTF-16 code units: at least as many as any receiver counts that counts characters. */
export const codeUnits: Size = (text) => text.length;

/** In bytes of UTF-8. */
export const utf8Bytes: Size = (text) => Buffer.byteLength(text);

/** In bytes of UTF-8, as the text stands in JSON. */
export const jsonBytes: Size = (text) => utf8Bytes(JSON.stringify(text)) - 2;

const asItIs = (text: string): string => text;

/**
 * A text, escaped, and cut with … so that it is at most as long as the receiver takes. It is cut before it is
 * escaped, so that no escape is left half.
 * @example fitted("a & b & c", 8, (text) => text.replaceAll("&", "&amp;")) === "a …"
 */
export function fitted(text: string, most: number, escape = asItIs, size = codeUnits): string {
  const whole = text.length > most ? null : escape(text);
  if (whole !== null && size(whole) <= most) return whole;
  const cut = (end: number) => escape(`${upTo(text, end).trimEnd()}…`);
  // Finds the longest cut by halves: to escape is too slow to try each.
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
