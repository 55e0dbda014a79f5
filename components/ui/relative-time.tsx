"use client";

import { useClock } from "./clock.ts";
import { cn } from "./cn.ts";
import { formatAgo, formatLocal, formatUtc } from "./time-format.ts";

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
  const exact = formatUtc(moment);
  const local = formatLocal(moment);
  // The server doesn't know the reader's time zone. The first render must match its HTML, so it uses the
  // server's clock and UTC.
  const inBrowser = clock !== now;
  return (
    <time
      dateTime={new Date(moment).toISOString()}
      title={inBrowser && local !== exact ? `${local}\n${exact}` : exact}
      className={cn("whitespace-nowrap tabular-nums", className)}
    >
      {clock === undefined ? exact : formatAgo(moment, Math.max(clock, now ?? 0))}
    </time>
  );
}
