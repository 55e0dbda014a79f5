/** Where a field is at fault: `path` as in `headers[2].name`, `message` one sentence. */
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

/** The one error that verbs throw on purpose. Its message is shown to people; it carries no secret. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly issues: Issue[];
  /** When it is worth to try again, in whole seconds, where that is known. */
  readonly retryAfterS: number | null;

  constructor(code: ErrorCode, message: string, issues: Issue[] = [], retryAfterS: number | null = null) {
    super(message);
    this.name = "AppError";
    this.code = code;
    this.issues = issues;
    this.retryAfterS = retryAfterS;
  }
}

/** Next's bundle and server.ts hold different copies of the class, so its name decides. */
export const isAppError = (error: unknown): error is AppError =>
  error instanceof Error && error.name === "AppError";
