const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const date = { day: "numeric", month: "short", year: "numeric" } as const;
const clock = { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" } as const;
const dateFormat = new Intl.DateTimeFormat("en-GB", { ...date, timeZone: "UTC" });
const utcFormat = new Intl.DateTimeFormat("en-GB", { ...date, ...clock, timeZone: "UTC" });
const localFormat = new Intl.DateTimeFormat("en-GB", { ...date, ...clock, timeZoneName: "short" });

/**
 * "just now", "12 s ago", "in 5 min", "3 h ago", "4 days ago"; the date from 30 days on. Takes ms since 1970.
 */
export function formatAgo(moment: number, now: number): string {
  const distance = Math.abs(now - moment);
  if (distance < 5 * SECOND) return "just now";
  if (distance >= 30 * DAY) return dateFormat.format(moment);
  const span = formatSpan(distance);
  return moment > now ? `in ${span}` : `${span} ago`;
}

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

/** The same in the reader's time zone, with its name. */
export function formatLocal(moment: number): string {
  return localFormat.format(moment);
}
