import { LAYERS } from "./readings.ts";

/** The longest escape of one byte: "\u0061", "&#x61;". */
const LONGEST_ESCAPE = 6;

/**
 * How many bytes the longest form takes that a secret of so many bytes may have: each byte escaped, and each
 * character of that escaped again. Encodings that make more of a byte (hex of UTF-16) are not escaped so.
 */
export const longestForm = (secretBytes: number): number => secretBytes * LONGEST_ESCAPE ** LAYERS;

/** The length that a text keeps when it loses so many bytes of UTF-8 at its end: never half a character. */
export function lengthWithout(text: string, bytes: number): number {
  const utf8 = Buffer.from(text);
  let kept = Math.max(0, utf8.length - bytes);
  while (kept > 0 && isWithinCharacter(utf8[kept])) kept--;
  return utf8.toString("utf8", 0, kept).length;
}

const isWithinCharacter = (byte: number | undefined): boolean => byte !== undefined && (byte & 0xc0) === 0x80;
