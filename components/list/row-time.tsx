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
  return (
    <time dateTime={new Date(at).toISOString()} title={formatExact(at, useTimeZone())}>
      {formatAgo(at, Math.max(clock ?? now, now))}
    </time>
  );
}
