"use client";

import { useClock } from "#components/ui/clock.ts";
import { formatUtc } from "#components/ui/time-format.ts";

const time = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
const day = { day: "numeric", month: "short" } as const;
const utcFormat = new Intl.DateTimeFormat("en-GB", { ...day, ...time, timeZone: "UTC" });
const timeFormat = new Intl.DateTimeFormat("en-GB", time);
const dayFormat = new Intl.DateTimeFormat("en-GB", { ...day, ...time });

/** A day ahead, a time without its day would be read as today's. */
const NEAR_MS = 20 * 3_600_000;

/**
 * "14:05", or "30 Nov, 14:05" if that is not near, in the reader's time zone; the server's HTML has UTC. Takes
 * ms since 1970. Hovering shows the exact time in UTC.
 */
export function UntilTime({ at }: { at: number }) {
  const clock = useClock(undefined);
  return (
    <time
      dateTime={new Date(at).toISOString()}
      title={formatUtc(at)}
      className="whitespace-nowrap tabular-nums"
    >
      {clock === undefined ? `${utcFormat.format(at)} UTC` : inBrowser(at, clock)}
    </time>
  );
}

const inBrowser = (at: number, clock: number): string =>
  (at - clock < NEAR_MS ? timeFormat : dayFormat).format(at);
