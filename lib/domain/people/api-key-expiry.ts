import { toUtc } from "#lib/domain/timestamp.ts";

/** When a key expires: after so many ms, at a moment in ms since 1970, or never. */
export type Expiry = { inMs: number } | { at: number } | null;

const UNITS: Record<string, number> = { m: 60_000, h: 3_600_000, d: 24 * 3_600_000 };

/** Ten years. */
const LONGEST_MS = 3_650 * 24 * 3_600_000;

/**
 * Reads "90d", "12h", "30m", an RFC 3339 time, or "" for never; undefined for anything else.
 * @example readExpiry("90d") gives { inMs: 7_776_000_000 }
 */
export function readExpiry(text: string): Expiry | undefined {
  if (text === "") return null;
  const [, count, unit = ""] = /^(\d{1,9})([mhd])$/.exec(text) ?? [];
  if (count !== undefined) return { inMs: Number(count) * (UNITS[unit] ?? 0) };
  const at = toUtc(text);
  return at === null ? undefined : { at: Date.parse(at) };
}

/** The end of a key that is made at `now`, both in ms since 1970; or the sentence that refuses such an end. */
export function endOf(expiry: Expiry, now: number): { at: number | null } | { refusal: string } {
  if (expiry === null) return { at: null };
  const at = "at" in expiry ? expiry.at : now + expiry.inMs;
  if (at <= now) return { refusal: "The key would have expired already: choose a later time." };
  if (at - now > LONGEST_MS) return { refusal: "A key expires within 3,650 days: choose an earlier time." };
  return { at };
}
