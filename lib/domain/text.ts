import { z } from "zod";

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

/**
 * A string of at most `max` characters that survives storage unchanged: SQLite turns a lone surrogate
 * into U+FFFD without a word, so it is refused here.
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

/** As `text`, trimmed and not empty, without control characters: a name that people type. */
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

/** The key under which names that differ only in case are the same name. */
export const nameKey = (name: string): string => name.normalize("NFC").toLowerCase();
