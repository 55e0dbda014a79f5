import type { Range } from "./needle.ts";

const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;

/**
 * Finds secrets that are too short to find within words: each only with no letter, digit or underscore beside
 * it; plain, escaped, or in base64 or hex of at least four letters. Ignores secrets of punctuation alone,
 * because colons and commas are in every answer.
 * @param flags "i" to ignore case
 * @returns null if there are none
 */
export function wholeWords(
  secrets: readonly string[],
  flags: "" | "i",
): ((text: string, found: Range[]) => void) | null {
  const words = secrets.filter((secret) => LETTER_OR_DIGIT.test(secret)).flatMap(formsOf);
  if (words.length === 0) return null;
  const longestFirst = [...new Set(words)].sort((a, b) => b.length - a.length).map(escapeForPattern);
  const pattern = new RegExp(
    `(?<![\\p{L}\\p{N}_])(?:${longestFirst.join("|")})(?![\\p{L}\\p{N}_])`,
    `gu${flags}`,
  );
  return (text, found) => {
    for (const { 0: word, index } of text.matchAll(pattern))
      found.push({ start: index, end: index + word.length });
  };
}

function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const encoded = [bytes.toString("base64"), bytes.toString("base64url"), bytes.toString("hex")];
  const json = JSON.stringify(secret).slice(1, -1);
  return [secret, json, encodeURIComponent(secret), ...encoded.filter((text) => text.length >= 4)];
}

const escapeForPattern = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
