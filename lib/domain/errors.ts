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

/** The one error that verbs throw on purpose. Its message is shown to people; it carries no secret. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly issues: Issue[];

  constructor(code: ErrorCode, message: string, issues: Issue[] = []) {
    super(message);
    this.name = "AppError";
    this.code = code;
    this.issues = issues;
  }
}

/** Next's bundle and server.ts hold different copies of the class, so its name decides. */
export const isAppError = (error: unknown): error is AppError =>
  error instanceof Error && error.name === "AppError";
