import type { RuleFilters } from "#lib/domain/rule/rule.ts";
import { conditionInWords } from "#lib/domain/rule/words.ts";
import type { Mute, MuteView } from "./mute.ts";

/**
 * A time to the minute in UTC, for sentences that are stored.
 * E.g. "2026-11-29 14:05 UTC"
 */
const untilInWords = (until: number): string =>
  `${new Date(until).toISOString().slice(0, 16).replace("T", " ")} UTC`;

/** Filters in a few words: the first condition, and how many more there are. */
export function filtersInBrief({ match, conditions: [first, ...others] }: RuleFilters): string {
  if (first === undefined) return "everything";
  const more = others.length === 1 ? "1 more condition" : `${others.length} more conditions`;
  const joined = match === "all" ? "and" : "or";
  return others.length === 0 ? conditionInWords(first) : `${conditionInWords(first)} ${joined} ${more}`;
}

/**
 * Why an event was not sent: who muted what until when. `ruleName` is the name of the muted rule.
 * E.g. `Ada muted the rule "Disks" until 2026-11-29 14:05 UTC.`
 */
export const whyMuted = ({ muted, until, createdBy }: Mute, ruleName: string): string =>
  `${createdBy} muted ${whatIsMuted(muted, ruleName)} until ${untilInWords(until)}.`;

function whatIsMuted(muted: Mute["muted"], ruleName: string): string {
  if (muted.kind === "filters") return `events for which ${filtersInBrief(muted.filters)}`;
  return muted.kind === "rule" ? `the rule "${ruleName}"` : `this ${muted.kind}`;
}

/** What a mute silences, by its name: "Jira", "Disk full", "priority is Low and 1 more condition". */
export function nameOfMuted({ muted, name }: Pick<MuteView, "muted" | "name">): string {
  if (name !== null) return name;
  return muted.kind === "filters" ? filtersInBrief(muted.filters) : muted.id;
}
