/** One look at both clocks: the system's, which can be set, and one that only goes on. Both in ms. */
export type ClockReading = { wall: number; steady: number };

const readClocks = (): ClockReading => ({ wall: Date.now(), steady: performance.now() });

/** Less is the clock being kept right, in small steps. */
const LEAST_JUMP_MS = 5_000;

/**
 * By how many ms the system's clock was set back between two readings, 0 where it was not. One that went ahead is
 * left alone: the machine may have slept, and then the time has really gone by.
 */
export function setBackBy(before: ClockReading, now: ClockReading): number {
  const back = now.steady - before.steady - (now.wall - before.wall);
  return back >= LEAST_JUMP_MS ? Math.round(back) : 0;
}

/** The system's clock, looked at again and again. */
export class WatchedClock {
  #last = readClocks();

  /** By how many ms it was set back since the last look. */
  setBack(): number {
    const now = readClocks();
    const back = setBackBy(this.#last, now);
    this.#last = now;
    return back;
  }
}
