import type { z } from "zod";
import { AppError, type Issue } from "./errors.ts";

/** Zod's path as people write it: `["headers", 2, "name"]` → `headers[2].name`. */
export function formatPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === "number") return `${text}[${step}]`;
    return text === "" ? String(step) : `${text}.${String(step)}`;
  }, "");
}

/** Whoever sends a thousand faults is helped by the first hundred; an answer must not outgrow its request. */
export const ISSUES_MAX = 100;

/** The faults that zod found, at most 100, as `{ path, message }`; an unknown key is named at its own path. */
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

/** A fault can be found twice, by a field's own check and with the others in sight. */
const isSame = (a: Issue, b: Issue): boolean => a.path === b.path && a.message === b.message;

/** Parses `input`, or throws AppError `invalid` with the issues. */
export function parseOrRefuse<T extends z.ZodType>(schema: T, input: unknown): z.output<T> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const issues = issuesOf(parsed.error);
  throw new AppError("invalid", issues[0]?.message ?? "The input is not valid.", issues);
}
