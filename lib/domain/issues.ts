import type { z } from "zod";
import { AppError, type Issue } from "./errors.ts";

/**
 * Writes zod's path as people do.
 * @example formatPath(["headers", 2, "name"]) === "headers[2].name"
 */
export function formatPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === "number") return `${text}[${step}]`;
    return text === "" ? String(step) : `${text}.${String(step)}`;
  }, "");
}

/** Enough to mend a body; more would make the answer longer than the request. */
export const ISSUES_MAX = 100;

/** The first 100 faults that zod found. An unknown key is named at its own path. */
export function issuesOf(error: z.ZodError): Issue[] {
  const all = error.issues.flatMap((issue): Issue[] => {
    if (issue.code !== "unrecognized_keys") return [{ path: formatPath(issue.path), message: issue.message }];
    return issue.keys.map((key) => ({
      path: formatPath([...issue.path, key]),
      message: `"${key}" is not a known field: check its spelling or leave it out.`,
    }));
  });
  const first = all.slice(0, ISSUES_MAX);
  return first.filter((issue, index) => first.findIndex((other) => isSame(other, issue)) === index);
}

/** The check of one field and the check of the whole may both find a fault. */
const isSame = (a: Issue, b: Issue): boolean => a.path === b.path && a.message === b.message;

/** Parses `input`. Throws AppError `invalid` with the issues. */
export function parseOrRefuse<T extends z.ZodType>(schema: T, input: unknown): z.output<T> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const issues = issuesOf(parsed.error);
  throw new AppError("invalid", issues[0]?.message ?? "The input is not valid.", issues);
}
