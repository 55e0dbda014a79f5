/** A fault of one field: its path, such as `headers[2].name`, and one sentence. */
export type Issue = { path: string; message: string };

export type ErrorCode =
  | "unauthenticated"
  | "forbidden"
  | "invalid"
  | "not_found"
  | "conflict"
  | "rate_limited"
  | "unavailable"
  | "internal";

/** Told in place of what failed by a fault of our own. */
export const FAILED_INSIDE = "This failed inside Tocsin: the log says why.";

/** The only error that verbs throw on purpose. Its message is shown to people and holds no secret. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly issues: Issue[];
  /** Seconds after which a retry makes sense, where that is known. */
  readonly retryAfterS: number | null;

  constructor(code: ErrorCode, message: string, issues: Issue[] = [], retryAfterS: number | null = null) {
    super(message);
    this.name = "AppError";
    this.code = code;
    this.issues = issues;
    this.retryAfterS = retryAfterS;
  }
}

/** By name, because Next's bundle and server.ts hold different copies of the class. */
export const isAppError = (error: unknown): error is AppError =>
  error instanceof Error && error.name === "AppError";
