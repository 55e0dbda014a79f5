/** Moments in the engine thread that a kill is aimed at. */
export const MOMENTS = [
  "before-first-commit",
  "after-first-commit",
  "storing",
  "before-store-commit",
  "after-store-commit",
  "sending",
  "answered",
  "before-record-commit",
  "after-record-commit",
] as const;

export type Moment = (typeof MOMENTS)[number];

/** The process kills itself when the moment comes for the `nth` time. */
export type Fault = { moment: Moment; nth: number };

const FAULT = "TOCSIN_CHAOS_FAULT";

/** What a server is started with so that it meets the fault: the unchanged program, and a file loaded before it. */
export const environmentOf = (fault: Fault): Record<string, string> => ({
  NODE_OPTIONS: "--import=./tests/chaos/kill-at.ts",
  [FAULT]: JSON.stringify(fault),
});

/** The fault that this process was started with. */
export const faultOf = (env: NodeJS.ProcessEnv): Fault => JSON.parse(env[FAULT] ?? "");

/** The last line that a process prints which has met its fault. */
export const LAST_WORDS = "chaos: killed by its fault";
