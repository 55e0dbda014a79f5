/** Milliseconds. */
export type AttemptLimits = {
  /** For the whole attempt. */
  deadlineMs: number;
  /** For the body, once the headers are in. */
  bodyMs: number;
  /** For the body of a 2xx that holds the verdict, in place of `bodyMs`. */
  verdictMs?: number;
};

/** How long an answer's body may take, `elapsed` ms after the attempt began. */
export function bodyMs(limits: AttemptLimits, status: number, elapsed: number): number {
  const most = status < 300 ? (limits.verdictMs ?? limits.bodyMs) : limits.bodyMs;
  return Math.max(0, Math.min(most, limits.deadlineMs - elapsed));
}
