import { z } from "zod";
import { characters, hasControlCharacters } from "./text.ts";

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
