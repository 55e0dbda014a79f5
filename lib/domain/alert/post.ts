import type { Issue } from "#lib/domain/errors.ts";
import type { AlertInput } from "./alert-schema.ts";

/** An alert in Tocsin's own format, ready to be accepted. */
export type SourceAlert = {
  alert: AlertInput;
  /** SHA-256 in hex over the parsed content (key order, spacing and spelling of times don't count). */
  idempotency: { key: string; contentHash: string } | null;
};

/** What one post holds; `indexed` where a fault is named as `[index].field`. */
export type SourcePost = { alerts: SourceAlert[]; indexed: boolean };

/** Names a fault by the alert that it is in, where there can be several. */
export function at(issue: Issue, index: number, indexed: boolean): Issue {
  if (!indexed) return issue;
  return { path: issue.path === "" ? `[${index}]` : `[${index}].${issue.path}`, message: issue.message };
}

/** One sentence for all the faults; the issues hold each. */
export function summary(issues: Issue[]): string {
  const [first] = issues;
  const more = issues.length - 1;
  const rest = more === 0 ? "" : ` (and ${more} more)`;
  return `Nothing was stored: ${first?.path ? `${first.path}: ` : ""}${first?.message ?? "not valid"}${rest}`;
}
