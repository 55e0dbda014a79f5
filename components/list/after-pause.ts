import { onPageChange } from "#components/live/page-changes.ts";

/**
 * Calls `act` after a pause, in ms, unless another page is requested before: `act` would then change the
 * address back to this one. Returns a function that cancels it.
 */
export function afterPause(pauseMs: number, act: () => void): () => void {
  const here = location.pathname;
  const cancel = () => {
    clearTimeout(timer);
    stopHearing();
  };
  const timer = setTimeout(() => {
    stopHearing();
    // Back and Forward change the address before they request the page.
    if (location.pathname === here) act();
  }, pauseMs);
  const stopHearing = onPageChange((path) => path !== here && cancel());
  return cancel;
}
