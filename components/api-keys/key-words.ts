import { formatUtcDay } from "#components/ui/time-format.ts";
import { startOfDay } from "#lib/domain/people/api-key.ts";

const DAY_MS = 24 * 3_600_000;

/**
 * A UTC day: "Today", "Yesterday", "12 Nov 2026". Both are in ms since 1970; `day` is the start of the day.
 */
export function dayInWords(day: number, now: number): string {
  const ago = startOfDay(now) - day;
  if (ago <= 0) return "Today";
  return ago === DAY_MS ? "Yesterday" : formatUtcDay(day);
}

/**
 * The first of some CIDR ranges, and how many more there are.
 * @example addressesInWords(["10.0.0.0/8", "::1", "192.0.2.1"]) === "10.0.0.0/8 and 2 more"
 */
export function addressesInWords([first = "", ...rest]: readonly string[]): string {
  return rest.length === 0 ? first : `${first} and ${rest.length} more`;
}

/**
 * A limit of requests.
 * @example limitInWords(1_000) === "1,000 per minute"
 */
export const limitInWords = (perMinute: number): string => `${perMinute.toLocaleString("en")} per minute`;
