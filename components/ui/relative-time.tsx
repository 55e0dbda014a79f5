"use client";

import { useClock } from "./clock.ts";
import { cn } from "./cn.ts";
import { exactTimes, formatAgo, formatExact } from "./time-format.ts";
import { useTimeZone } from "./time-zone.tsx";

type RelativeTimeProps = {
  /** RFC 3339, or milliseconds since 1970. */
  at: string | number;
  /**
   * The server's clock in milliseconds: makes its HTML relative too, and keeps a slow browser clock from
   * showing the future. Without it the HTML has the exact time.
   */
  now?: number;
  className?: string;
};

/**
 * "2 min ago", updated as time passes. Hovering shows the exact time, local and in UTC; assistive technology
 * gets it too.
 */
export function RelativeTime({ at, now, className }: RelativeTimeProps) {
  const clock = useClock(now);
  const moment = new Date(at).getTime();
  const zone = useTimeZone();
  // The server doesn't know the browser's time zone. The first render must match its HTML, so it uses the
  // server's clock.
  const inBrowser = clock !== now;
  return (
    <time
      dateTime={new Date(moment).toISOString()}
      title={exactTimes(moment, zone, inBrowser).join("\n")}
      className={cn("whitespace-nowrap tabular-nums", className)}
    >
      {clock === undefined ? formatExact(moment, zone) : formatAgo(moment, Math.max(clock, now ?? 0), zone)}
    </time>
  );
}
