const CONTROL = /\p{Cc}/u;

/**
 * Length in code points, as people count.
 * @example characters("🔔") === 1
 */
export function characters(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}

/** Control characters, line and paragraph separators, and marks that change the text direction. */
const HIDDEN = /[\p{Cc}\p{Zl}\p{Zp}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/u;

/** Whether an id holds invisible characters, by which it could pass for another. */
export const hasHiddenCharacters = (text: string): boolean => HIDDEN.test(text);

export const hasControlCharacters = (text: string): boolean => CONTROL.test(text);

/**
 * Names that differ only in case have the same key.
 * @example nameKey("JIRA") === nameKey("jira")
 */
export const nameKey = (name: string): string => name.normalize("NFC").toLowerCase();
