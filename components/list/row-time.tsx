"use client";

import { useClock } from "#components/ui/clock.ts";
import { formatAgo, formatExact } from "#components/ui/time-format.ts";
import { useTimeZone } from "#components/ui/time-zone.tsx";

/**
 * "2 min ago", kept current. Hovering it or focusing the row's title shows the exact time. Takes ms since
 * 1970.
 */
export function RowTime({ at, now }: { at: number; now: number }) {
  const clock = useClock(now);
  const zone = useTimeZone();
  return (
    <time dateTime={new Date(at).toISOString()} title={formatExact(at, zone)}>
      {formatAgo(at, Math.max(clock ?? now, now), zone)}
    </time>
  );
}
