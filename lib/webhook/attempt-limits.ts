/** Milliseconds. */
export type AttemptLimits = {
  /** For the whole attempt. */
  deadlineMs: number;
  /** For the body, once the headers are in. */
  bodyMs: number;
  /** For the body of a 2xx that holds the verdict, in place of `bodyMs`. */
  verdictMs?: number;
};

/** How long the body may still take once the headers are in, in ms. */
export function bodyTimeMs(
  { deadlineMs, bodyMs, verdictMs = bodyMs }: AttemptLimits,
  status: number,
  elapsedMs: number,
): number {
  return Math.max(0, Math.min(status < 300 ? verdictMs : bodyMs, deadlineMs - elapsedMs));
}
