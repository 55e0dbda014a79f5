"use client";

import { useId } from "react";
import { useClock } from "./clock.ts";
import { formatAgo, formatLocal, formatUtc } from "./time-format.ts";
import { Tooltip } from "./tooltip.tsx";

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

/** "2 min ago", updated as time passes; hover and focus show the exact time, local and in UTC. */
export function RelativeTime({ at, now, className }: RelativeTimeProps) {
  const id = useId();
  const clock = useClock(now);
  const moment = new Date(at).getTime();
  const exact = formatUtc(moment);
  const local = formatLocal(moment);
  const hint = (
    <>
      {local !== exact && <span className="block">{local}</span>}
      <span className="block">{exact}</span>
    </>
  );
  return (
    <>
      <Tooltip text={hint}>
        <time
          dateTime={new Date(moment).toISOString()}
          aria-describedby={clock === undefined ? undefined : id}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: the exact time must be in reach of the keyboard
          tabIndex={0}
          className={`whitespace-nowrap rounded-sm tabular-nums ${className ?? ""}`}
        >
          {clock === undefined ? exact : formatAgo(moment, Math.max(clock, now ?? 0))}
        </time>
      </Tooltip>
      {clock !== undefined && (
        <span id={id} hidden>
          {exact}
        </span>
      )}
    </>
  );
}
