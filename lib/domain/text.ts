import { z } from "zod";

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
 * A string of at most `max` characters. Refuses lone surrogates, which SQLite would silently store as U+FFFD.
 */
export function text(label: string, max: number) {
  return z
    .string({ error: `${label} must be a string.` })
    .refine((value) => value.isWellFormed(), {
      error: `${label} contains half of a surrogate pair, which is not a character.`,
    })
    .refine((value) => value.length <= max || characters(value) <= max, {
      error: `${label} may have at most ${max.toLocaleString("en")} characters.`,
    })
    .meta({ maxLength: max });
}

/** A name that people type: like `text`, but trimmed, not empty and without control characters. */
export function nameText(label: string, max: number) {
  return z
    .string({ error: `${label} is required.` })
    .trim()
    .min(1, { error: `${label} is required.` })
    .refine((value) => !hasControlCharacters(value), {
      error: `${label} contains a control character: retype it.`,
    })
    .pipe(text(label, max))
    .meta({ maxLength: max });
}

/**
 * Names that differ only in case have the same key.
 * @example nameKey("JIRA") === nameKey("jira")
 */
export const nameKey = (name: string): string => name.normalize("NFC").toLowerCase();
