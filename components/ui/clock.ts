import { useSyncExternalStore } from "react";

/* All times of the page share one clock. */
const TICK_MS = 10_000;
const listeners = new Set<() => void>();
let clockNow: number | undefined;
let timer: ReturnType<typeof setInterval> | undefined;

/**
 * The browser's clock in milliseconds, read every 10 s. On the server and until hydration it is `onServer`.
 */
export function useClock(onServer: number | undefined): number | undefined {
  return useSyncExternalStore(subscribe, readClock, () => onServer);
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

function tick() {
  clockNow = Date.now();
  for (const listener of listeners) listener();
}

function readClock(): number {
  clockNow ??= Date.now();
  return clockNow;
}
