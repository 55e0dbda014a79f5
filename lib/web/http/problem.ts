import { type ErrorCode, FAILED_INSIDE, type Issue, isAppError } from "#lib/domain/errors.ts";
import { log } from "#lib/log.ts";
import { RepeatedFault } from "#lib/repeated-fault.ts";
import { type Answer, jsonAnswer, toResponse } from "./answer.ts";

/** An error of the HTTP interface itself, such as a body that is too large or of a wrong type. */
export class HttpError extends Error {
  readonly status: number;
  readonly issues: Issue[];

  constructor(status: number, message: string, issues: Issue[] = []) {
    super(message);
    this.status = status;
    this.issues = issues;
  }
}

const STATUS: Record<ErrorCode, number> = {
  unauthenticated: 401,
  forbidden: 403,
  invalid: 422,
  not_found: 404,
  conflict: 409,
  rate_limited: 429,
  unavailable: 503,
  internal: 500,
};

const TITLE: Record<number, string> = {
  400: "Malformed request",
  401: "Not authenticated",
  403: "Not allowed",
  404: "Not found",
  405: "Method not allowed",
  406: "Not acceptable",
  409: "Conflict",
  413: "Too large",
  415: "Unsupported media type",
  416: "Not in parts",
  422: "Invalid input",
  429: "Too many requests",
  500: "Internal error",
  501: "Not implemented",
  503: "Unavailable",
};

const RETRY_AFTER_S = 5;

/** The logger can be had only once the settings are set. */
const fault = new RepeatedFault({ error: (fields, message) => log("http").error(fields, message) });

/** The answer to any error, as RFC 9457 problem JSON. An unexpected error is logged and answered with 500. */
export function problemAnswer(error: unknown): Answer {
  if (error instanceof HttpError) return problemJson(error.status, error.message, error.issues);
  if (isAppError(error))
    return problemJson(STATUS[error.code], error.message, error.issues, error.retryAfterS ?? RETRY_AFTER_S);
  fault.happened(error, "a request failed", { kind: String(error) });
  return problemJson(500, FAILED_INSIDE);
}

/** Like `problemAnswer`, for a route handler. */
export const problemOf = (error: unknown): Response => toResponse(problemAnswer(error));

export const problem = (status: number, detail: string, issues: Issue[] = []): Response =>
  toResponse(problemJson(status, detail, issues));

/**
 * 405 for an address that takes other methods. `allow` is the value of the Allow header, e.g. "GET, HEAD,
 * OPTIONS".
 */
export function methodRefused(allow: string): Answer {
  const refusal = problemJson(405, `This address takes ${allow} only: see /api/v1/openapi.json.`);
  return { ...refusal, headers: { ...refusal.headers, allow } };
}

function problemJson(
  status: number,
  detail: string,
  issues: Issue[] = [],
  retryAfterS = RETRY_AFTER_S,
): Answer {
  const body = {
    type: "about:blank",
    title: TITLE[status],
    status,
    detail,
    ...(issues.length > 0 && { issues }),
  };
  return jsonAnswer(status, body, {
    ...headersFor(status, retryAfterS),
    "content-type": "application/problem+json",
  });
}

function headersFor(status: number, retryAfterS: number): Record<string, string> {
  if (status === 401) return { "www-authenticate": 'Bearer realm="Tocsin"' };
  if (status === 429 || status === 503) return { "retry-after": String(retryAfterS) };
  return {};
}
