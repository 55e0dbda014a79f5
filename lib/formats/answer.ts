import type { AttemptResponse } from "#lib/domain/delivery/outcome.ts";
import { visibleText } from "#lib/domain/visible-text.ts";
import { fitted } from "./fitted.ts";

const LONGEST_WORDS = 200;

/** A receiver's own words as a verdict quotes them: one line of at most 200 characters. */
export const quoted = (words: string): string =>
  fitted(visibleText(words.replaceAll(/\s+/g, " ").trim()), LONGEST_WORDS);

/** The JSON object in an answer's body; null if it holds none, or is cut. */
export function objectIn({ body, truncated }: AttemptResponse): Record<string, unknown> | null {
  if (truncated) return null;
  try {
    return objectOf(JSON.parse(body));
  } catch {
    return null;
  }
}

/** A value that is an object, but no list; else null. */
export const objectOf = (value: unknown): Record<string, unknown> | null =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null;

/** A wait in seconds that a receiver names; null if it is none. */
export const secondsOf = (value: unknown): number | null =>
  typeof value === "number" && Number.isFinite(value) && value >= 0 ? value : null;
