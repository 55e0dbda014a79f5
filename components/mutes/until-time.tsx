"use client";

import { useClock } from "#components/ui/clock.ts";
import { formatExact } from "#components/ui/time-format.ts";
import { useTimeZone } from "#components/ui/time-zone.tsx";

const time = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
const day = { day: "numeric", month: "short" } as const;

/** A day ahead, a time without its day would be read as today's. */
const NEAR_MS = 20 * 3_600_000;

/**
 * "14:05", or "30 Nov, 14:05" if that is not near, in the reader's time zone; without a chosen one, the server's HTML has UTC. Takes
 * ms since 1970. Hovering shows the exact time.
 */
export function UntilTime({ at }: { at: number }) {
  const clock = useClock(undefined);
  const zone = useTimeZone();
  return (
    <time
      dateTime={new Date(at).toISOString()}
      title={formatExact(at, zone)}
      className="whitespace-nowrap tabular-nums"
    >
      {clock === undefined ? onServer(at, zone) : inBrowser(at, clock, zone)}
    </time>
  );
}

const onServer = (at: number, zone: string | null): string =>
  zone === null ? `${format({ ...day, ...time }, "UTC", at)} UTC` : format({ ...day, ...time }, zone, at);

const inBrowser = (at: number, clock: number, zone: string | null): string =>
  format(at - clock < NEAR_MS ? time : { ...day, ...time }, zone ?? undefined, at);

const format = (shape: Intl.DateTimeFormatOptions, timeZone: string | undefined, at: number): string =>
  new Intl.DateTimeFormat("en-GB", { ...shape, timeZone }).format(at);
