import { channelRow } from "#db/queries/channels.ts";
import { AppError, type Issue } from "#lib/domain/errors.ts";
import { ISSUES_MAX } from "#lib/domain/issues.ts";
import type { Rule } from "#lib/domain/rule/rule.ts";
import type { Tx } from "#lib/engine/write/context.ts";

/** The rule, or AppError `not_found`. */
export function existing<Row>(row: Row | undefined): Row {
  if (row !== undefined) return row;
  throw new AppError("not_found", "There is no such rule: it may have been deleted.");
}

/** Throws AppError `invalid` at each channel that there is not, at 100 of them at most. */
export function refuseUnknownChannels(tx: Tx, channels: Rule["channels"]): void {
  if (channels === "all") return;
  const issues: Issue[] = [];
  for (const [index, id] of channels.entries()) {
    if (channelRow(tx.db, id) === undefined) issues.push({ path: `channels[${index}]`, message: NO_CHANNEL });
    // The one writer looks up no more than it tells.
    if (issues.length === ISSUES_MAX) break;
  }
  if (issues.length > 0) throw new AppError("invalid", NO_CHANNEL, issues);
}

const NO_CHANNEL = "There is no such channel: it may have been deleted.";
