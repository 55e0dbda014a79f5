const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const date = { day: "numeric", month: "short", year: "numeric" } as const;
const clock = { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" } as const;
const utcFormat = new Intl.DateTimeFormat("en-GB", { ...date, ...clock, timeZone: "UTC" });
const localFormat = new Intl.DateTimeFormat("en-GB", { ...date, ...clock, timeZoneName: "short" });

/** A zone's name as an offset is the same in every runtime; its abbreviation is not. */
const exactIn = oncePerZone({ ...date, ...clock, timeZoneName: "shortOffset" });
const dateIn = oncePerZone(date);

function oncePerZone(shape: Intl.DateTimeFormatOptions): (zone: string) => Intl.DateTimeFormat {
  const formats = new Map<string, Intl.DateTimeFormat>();
  return (zone) => {
    const known = formats.get(zone);
    if (known !== undefined) return known;
    const made = new Intl.DateTimeFormat("en-GB", { ...shape, timeZone: zone });
    formats.set(zone, made);
    return made;
  };
}

/**
 * "just now", "12 s ago", "in 5 min", "3 h ago", "4 days ago"; from 30 days on the date in a zone (IANA name), in
 * UTC without one. Takes ms since 1970.
 */
export function formatAgo(moment: number, now: number, zone: string | null): string {
  const distance = Math.abs(now - moment);
  if (distance < 5 * SECOND) return "just now";
  if (distance >= 30 * DAY) return dateIn(zone ?? "UTC").format(moment);
  const span = formatSpan(distance);
  return moment > now ? `in ${span}` : `${span} ago`;
}

/** "24 Nov 2026", the day in UTC. Takes ms since 1970. */
export const formatUtcDay = (moment: number): string => dateIn("UTC").format(moment);

/** "12 s", "5 min", "3 h", "4 days". Takes milliseconds. */
export function formatSpan(distance: number): string {
  if (distance < MINUTE) return `${Math.floor(distance / SECOND)} s`;
  if (distance < HOUR) return `${Math.floor(distance / MINUTE)} min`;
  if (distance < DAY) return `${Math.floor(distance / HOUR)} h`;
  const days = Math.floor(distance / DAY);
  return days === 1 ? "1 day" : `${days} days`;
}

/** "24 Nov 2026, 06:22:48 UTC", the same on the server and in any browser. */
export function formatUtc(moment: number): string {
  return `${utcFormat.format(moment)} UTC`;
}

/**
 * "24 Nov 2026, 07:22:48 GMT+1" in a zone (IANA name), in UTC without one: the same on the server and in any
 * browser.
 */
export function formatExact(moment: number, zone: string | null): string {
  return zone === null || zone === "UTC" ? formatUtc(moment) : exactIn(zone).format(moment);
}

/** The exact time for people: in the zone that they have chosen, else in the browser's own, with its name. */
function formatLocal(moment: number, zone: string | null): string {
  return zone === null ? localFormat.format(moment) : formatExact(moment, zone);
}

/**
 * The exact time in the reader's zone, and in UTC where that differs. `inBrowser` is false in the server's HTML,
 * which does not know the browser's zone.
 */
export function exactTimes(moment: number, zone: string | null, inBrowser: boolean): string[] {
  const utc = formatUtc(moment);
  const local = inBrowser || zone !== null ? formatLocal(moment, zone) : utc;
  return local === utc ? [utc] : [local, utc];
}
