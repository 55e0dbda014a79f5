import { LAYERS } from "./readings.ts";

/** The longest escapes of one byte: "\u0061" and "&#x61;". */
const LONGEST_ESCAPE = 6;

/**
 * The length in bytes of the longest form of a secret: each byte escaped, and each character of that escaped
 * again. Encodings that make more of a byte, such as hex of UTF-16, are not escaped this way.
 * @example longestForm(10) === 360
 */
export const longestForm = (secretBytes: number): number => secretBytes * LONGEST_ESCAPE ** LAYERS;

/**
 * The length of a text without its last bytes of UTF-8; never cuts a character in half.
 * @example lengthWithout("aé", 1) === 1
 */
export function lengthWithout(text: string, bytes: number): number {
  const utf8 = Buffer.from(text);
  let kept = Math.max(0, utf8.length - bytes);
  while (kept > 0 && isWithinCharacter(utf8[kept])) kept--;
  return utf8.toString("utf8", 0, kept).length;
}

const isWithinCharacter = (byte: number | undefined): boolean => byte !== undefined && (byte & 0xc0) === 0x80;
