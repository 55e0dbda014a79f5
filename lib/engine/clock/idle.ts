import { performance } from "node:perf_hooks";

/** The thread counts as idle where it has rested for at least so much of the time. */
const RESTED = 0.5;

/** Says at each call whether the thread has rested enough since the call before to do more of what can wait. */
export function watchIdle(): () => boolean {
  let before = performance.eventLoopUtilization();
  return () => {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, before);
    before = now;
    return utilization <= 1 - RESTED;
  };
}
