"use client";

import { useId, useSyncExternalStore } from "react";
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
  const clock = useSyncExternalStore(subscribe, readClock, () => now);
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

/* All times of a page share one clock. */
const TICK_MS = 10_000;
const listeners = new Set<() => void>();
let clockNow: number | undefined;
let timer: ReturnType<typeof setInterval> | undefined;

function tick() {
  clockNow = Date.now();
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  timer ??= setInterval(tick, TICK_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
    clockNow = undefined;
  };
}

function readClock(): number {
  clockNow ??= Date.now();
  return clockNow;
}
