import type { RouteDecision } from "#lib/domain/alert/routing.ts";
import type { FindCover } from "#lib/domain/mute/cover.ts";
import { whyMuted } from "#lib/domain/mute/words.ts";
import type { Rule } from "#lib/domain/rule/rule.ts";

/**
 * The decision, or `muted` in place of a delivery that a mute covers.
 * A muted rule still decides for its channels: what it would send is not sent, and no other rule steps in. So
 * a mute makes the channel quiet, and never changes a delivery's priority.
 */
export function unlessMuted(
  decision: RouteDecision,
  coverOf: FindCover,
  rules: ReadonlyMap<string, Rule>,
): RouteDecision {
  if (decision.kind === "skip") return decision;
  const { channelId, ruleId } = decision;
  const mute = coverOf(channelId, ruleId);
  if (mute === undefined) return decision;
  const message = whyMuted(mute, rules.get(ruleId ?? "")?.name ?? "");
  return { kind: "skip", channelId, reason: "muted", message };
}
