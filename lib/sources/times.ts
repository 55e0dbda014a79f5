import { toUtc } from "#lib/domain/timestamp.ts";

const OFFSET_WITHOUT_COLON = /([+-]\d{2})(\d{2})$/;

/**
 * A sender's time in UTC: RFC 3339, also with an offset such as `+0000` or with a space for the `T`; null if it
 * is no time, or of the year 1, by which Go says "none".
 * @example readTime("2026-11-28 09:06:48.000+0100") === "2026-11-28T08:06:48.000Z"
 */
export function readTime(value: unknown): string | null {
  if (typeof value !== "string") return null;
  const text = value.trim().replace(" ", "T").replace(OFFSET_WITHOUT_COLON, "$1:$2");
  const utc = toUtc(text);
  return utc === null || utc.startsWith("0001-") ? null : utc;
}

const YEAR_10000_MS = 253_402_300_800_000;

/**
 * A count of `unitMs` since 1970, as a number or as digits, in UTC; null if it is none.
 * @example readCount("1795856798", 1_000) === "2026-11-28T09:06:38.000Z"
 */
export function readCount(value: unknown, unitMs: 1 | 1_000): string | null {
  const count = typeof value === "string" && /^\d{1,16}(\.\d+)?$/.test(value.trim()) ? Number(value) : value;
  if (typeof count !== "number" || !(count > 0)) return null;
  const ms = Math.floor(count * unitMs);
  return ms < YEAR_10000_MS ? new Date(ms).toISOString() : null;
}
