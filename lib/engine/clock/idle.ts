import { performance } from "node:perf_hooks";

/** The thread counts as idle if it rested for at least this share of the time. */
const RESTED = 0.5;

/** Returns a function that says whether the thread was idle since its last call. */
export function watchIdle(): () => boolean {
  let before = performance.eventLoopUtilization();
  return () => {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, before);
    before = now;
    return utilization <= 1 - RESTED;
  };
}
