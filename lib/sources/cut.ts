import { characters } from "#lib/domain/text.ts";

/**
 * At most `max` code points, with half a surrogate pair as U+FFFD; null for a blank text.
 * @example cut(" Disk full ", 6) === "Disk …"
 */
export function cut(text: string | null | undefined, max: number): string | null {
  if (text === null || text === undefined) return null;
  const whole = text.trim();
  if (whole === "") return null;
  if (fits(whole, max)) return whole.toWellFormed();
  return `${[...whole.slice(0, 2 * max)]
    .slice(0, max - 1)
    .join("")
    .toWellFormed()}…`;
}

/** No character has more than 2 UTF-16 units, so that a text of a MiB need not be counted. */
const fits = (text: string, max: number): boolean =>
  text.length <= max || (text.length <= 2 * max && characters(text) <= max);
