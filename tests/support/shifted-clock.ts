import { writeFileSync } from "node:fs";

/** The environment of a server whose clock differs from ours by as many ms as `file` says, if it exists. */
export const shiftedClock = (file: string): Record<string, string> => ({
  NODE_OPTIONS: "--import=./tests/support/shift-clock.ts",
  TOCSIN_CLOCK_SHIFT: file,
});

/**
 * The same, where the shift is time that passed: the clock since the machine's start goes on with it, as it does
 * not where an operator sets the system's time.
 */
export const passingClock = (file: string): Record<string, string> => ({
  ...shiftedClock(file),
  TOCSIN_CLOCK_PASSES: "yes",
});

/** Sets the clock of the servers that go by `file` to `at` (ms since 1970). It goes on from there. */
export const setClock = (file: string, at: number): void => writeFileSync(file, String(at - Date.now()));
