import { characters } from "#lib/domain/text.ts";

/**
 * At most `max` code points, with half a surrogate pair as U+FFFD; null for a blank text.
 * @example cut(" Disk full ", 6) === "Disk …"
 */
export function cut(text: string | null | undefined, max: number): string | null {
  const whole = text?.trim().toWellFormed() ?? "";
  if (whole === "") return null;
  if (whole.length <= max || characters(whole) <= max) return whole;
  return `${[...whole.slice(0, 2 * max)].slice(0, max - 1).join("")}…`;
}
