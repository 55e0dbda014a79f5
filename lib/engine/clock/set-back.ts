import { bringForward } from "#db/queries/waiting-deliveries.ts";
import type { ChoreContext, ChoreParts } from "./chore.ts";

/** One look at both clocks, in ms: the system's, which can be set, and one that only goes forward. */
export type ClockReading = { wall: number; steady: number };

const readClocks = (): ClockReading => ({ wall: Date.now(), steady: performance.now() });

/** A smaller jump is a correction by the time service. */
const LEAST_JUMP_MS = 5_000;

/** Notices when the system's clock was set back, and keeps the waits of deliveries as long as they were. */
export function followingClock({
  writer,
  resetLanes,
  log,
}: Pick<ChoreContext, "writer" | "resetLanes"> & { log: Pick<ChoreContext["log"], "warn"> }): ChoreParts {
  let last = readClocks();
  const step = async (): Promise<boolean> => {
    const now = readClocks();
    const by = setBackBy(last, now);
    last = now;
    if (by === 0) return false;
    log.warn({ seconds: Math.round(by / 1_000) }, "the system's clock was set back");
    await writer.write("the clock's change", (tx) => {
      bringForward(tx.db, { by, now: tx.now });
      tx.afterCommit(resetLanes);
    });
    return false;
  };
  return { name: "watching the system's clock", everyMs: 1_000, step };
}

/**
 * By how many ms the system's clock was set back between two readings, else 0. If 1 s went by and the clock
 * shows 4 s less, it was set back by 5,000 ms. A clock that went ahead is left alone: the machine may have
 * slept, and then that time has passed.
 */
export function setBackBy(before: ClockReading, now: ClockReading): number {
  const back = now.steady - before.steady - (now.wall - before.wall);
  return back >= LEAST_JUMP_MS ? Math.round(back) : 0;
}
