/**
 * A moment (ms) as an input of type datetime-local takes it, in a zone (IANA name); null is the browser's own.
 *
 * Example: 0 in "Europe/Berlin" → "1970-01-01T01:00"
 */
export const localInput = (moment: number, zone: string | null): string =>
  new Date(moment + offsetAt(moment, zone)).toISOString().slice(0, 16);

/**
 * The moment (ms) that such an input holds; NaN if it holds none. Of the two moments that an hour which comes
 * twice stands for, it is the first; an hour that is left out counts on from the one before.
 *
 * Example: "1970-01-01T01:00" in "Europe/Berlin" → 0
 */
export function momentOf(text: string, zone: string | null): number {
  if (zone === null) return new Date(text).getTime();
  const asUtc = new Date(`${text}Z`).getTime();
  if (Number.isNaN(asUtc)) return asUtc;
  // The offset depends on the moment that is looked for, so try those of the days around it.
  const offsets = [asUtc - DAY_MS, asUtc + DAY_MS].map((near) => offsetAt(near, zone));
  const moments = offsets.map((offset) => asUtc - offset);
  return moments.find((moment) => moment + offsetAt(moment, zone) === asUtc) ?? asUtc - (offsets[0] ?? 0);
}

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** How far a zone's clock is ahead of UTC at a moment, ms. */
function offsetAt(moment: number, zone: string | null): number {
  if (zone === null) return -new Date(moment).getTimezoneOffset() * MINUTE_MS;
  const format = new Intl.DateTimeFormat("en-GB", { ...PARTS, timeZone: zone });
  const part = Object.fromEntries(
    format.formatToParts(moment).map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day, hour, minute, second } = part;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(moment / 1_000) * 1_000;
}

const PARTS = {
  year: "numeric",
  month: "numeric",
  day: "numeric",
  hour: "numeric",
  minute: "numeric",
  second: "numeric",
  hourCycle: "h23",
} as const;
