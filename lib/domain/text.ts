const CONTROL = /\p{Cc}/u;

/** Length as people count it: code points, not UTF-16 units. */
export function characters(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}

/** Control characters, line and paragraph separators, and what changes the direction of the text around it. */
const HIDDEN = /[\p{Cc}\p{Zl}\p{Zp}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/u;

/** Whether an id has characters that nobody can see, so that it passes for another one. */
export const hasHiddenCharacters = (text: string): boolean => HIDDEN.test(text);

export const hasControlCharacters = (text: string): boolean => CONTROL.test(text);

/** The key under which names that differ only in case are the same name. */
export const nameKey = (name: string): string => name.normalize("NFC").toLowerCase();
