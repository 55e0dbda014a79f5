import type { Issue } from "#lib/domain/errors.ts";
import type { Repeats } from "#lib/domain/source/settings.ts";

import type { AlertInput } from "./alert-schema.ts";

/** An alert in Tocsin's own format, ready to accept. */
export type SourceAlert = {
  alert: AlertInput;
  /**
   * `contentHash` is SHA-256 in hex of the parsed content: key order, spacing and spelling of times don't
   * matter.
   */
  idempotency: { key: string; contentHash: string } | null;
  /** What a sender's own format says beside the alert; left out in Tocsin's own. */
  sender?: SenderFacts;
};

/** What a sender's format says of one alert beside its fields. */
export type SenderFacts = {
  /** What to do if the alert only says again what is stored. */
  repeats: Repeats;
  /** When it ends unless it is sent again, ms since 1970; null if it ends by a post only. */
  endsAt: number | null;
  /** The sender's test message: it ends by itself after 10 minutes. */
  test: boolean;
};

/**
 * The alerts of one post. `indexed`: faults are named as `[index].field`. `text` says the same in JSON: an
 * array of alerts if `indexed`, else one alert; its times may have any offset.
 */
export type SourcePost = { alerts: SourceAlert[]; indexed: boolean; text: string };

/** Puts the alert's index before the path of its fault if the post may hold several alerts. */
export function at(issue: Issue, index: number, indexed: boolean): Issue {
  if (!indexed) return issue;
  return { path: issue.path === "" ? `[${index}]` : `[${index}].${issue.path}`, message: issue.message };
}

/** One sentence that sums up all faults. */
export function summary(issues: Issue[]): string {
  const [first] = issues;
  const more = issues.length - 1;
  const rest = more === 0 ? "" : ` (and ${more} more)`;
  return `Nothing was stored: ${first?.path ? `${first.path}: ` : ""}${first?.message ?? "not valid"}${rest}`;
}
