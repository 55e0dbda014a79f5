import type { Priority } from "./alert.ts";

/** Why a channel did not get an event. */
export const NOT_SENT_REASONS = [
  "no_rule_matched",
  "rule_disabled",
  "status_not_selected",
  "status_unchanged",
  "channel_disabled",
  "access_event_not_selected",
  "muted",
] as const;
export type NotSentReason = (typeof NOT_SENT_REASONS)[number];

/** The decision for one event and one channel. A `priority` is delivered in place of the source's own. */
export type RouteDecision =
  | { kind: "send"; channelId: string; ruleId: string | null; priority: Priority | null }
  | { kind: "skip"; channelId: string; reason: NotSentReason; message: string };
