"use client";

import { useSyncExternalStore } from "react";
import { cn } from "./cn.ts";
import { formatAgo, formatLocal, formatUtc } from "./time-format.ts";

type RelativeTimeProps = {
  /** RFC 3339, or milliseconds since 1970. */
  at: string | number;
  /** The server's clock (milliseconds), so that its HTML is relative too and a browser's slow clock shows no future; without it the HTML has the exact time. */
  now?: number;
  className?: string;
};

/** "2 min ago", kept current; the exact time, here and in UTC, on hover and for assistive technology. */
export function RelativeTime({ at, now, className }: RelativeTimeProps) {
  const clock = useSyncExternalStore(subscribe, readClock, () => now);
  const moment = new Date(at).getTime();
  const exact = formatUtc(moment);
  const local = formatLocal(moment);
  // The server doesn't know the reader's time zone: the first render, by its clock, has to say what it said.
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

/* One clock for all times of the page. */
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
